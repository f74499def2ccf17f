from django.urls import path

from .views import exports, files, lists, reports, supplements
from .views.imports import (
    import_download,
    import_enter,
    import_faults,
    import_preview,
    import_template,
    import_upload,
)

app_name = "evidence"
imports = "phong-trao/<slug:slug>/nhap-bao-cao/"
urlpatterns = [
    path("bao-hoat-dong/", reports.report_create, name="report_create"),
    path("bao-hoat-dong/so-luong/", reports.report_counts, name="report_counts"),
    path("bao-hoat-dong/xin-bo-sung/", reports.supplement_ask, name="supplement_ask"),
    path("phong-trao/<slug:slug>/bo-sung/", supplements.supplement_list, name="supplement_list"),
    path(
        "phong-trao/<slug:slug>/bo-sung/<int:pk>/",
        supplements.supplement_answer,
        name="supplement_answer",
    ),
    path("phong-trao/<slug:slug>/bao-thay/", reports.entry_choose, name="entry_choose"),
    path(f"{imports}", import_upload, name="import_upload"),
    path(f"{imports}mau/<int:pk>/", import_template, name="import_template"),
    path(f"{imports}<uuid:pk>/", import_preview, name="import_preview"),
    path(f"{imports}<uuid:pk>/ghi/", import_enter, name="import_enter"),
    path(f"{imports}<uuid:pk>/loi/", import_faults, name="import_faults"),
    path(f"{imports}<uuid:pk>/tep/", import_download, name="import_download"),
    path("phong-trao/<slug:slug>/bao-cao/", lists.report_list, name="report_list"),
    path("bao-cao/xuat-excel/", exports.own_reports_workbook, name="own_reports_workbook"),
    path("bao-cao/<int:pk>/", reports.report_detail, name="report_detail"),
    path("bao-cao/<int:pk>/sua/", reports.report_edit, name="report_edit"),
    path("bao-cao/<int:pk>/rut-lai/", reports.report_withdraw, name="report_withdraw"),
    path("tep/da-giu/", files.kept_files, name="kept_files"),
    path("tep/tai-len/", files.upload_begin, name="upload_begin"),
    path("tep/tai-len/<uuid:pk>/", files.upload_part, name="upload_part"),
    path("tep/<uuid:pk>/", files.file_download, name="file_download"),
    path("tep/<uuid:pk>/bo/", files.file_drop, name="file_drop"),
    path("tep/<uuid:pk>/xem/", files.file_preview, name="file_preview"),
    path("tep/<uuid:pk>/xem/<int:number>/", files.file_page, name="file_page"),
]
