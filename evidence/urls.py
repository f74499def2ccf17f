from django.urls import path

from . import views

app_name = "evidence"
imports = "phong-trao/<slug:slug>/nhap-bao-cao/"
urlpatterns = [
    path("bao-hoat-dong/", views.report_create, name="report_create"),
    path("bao-hoat-dong/so-luong/", views.report_counts, name="report_counts"),
    path("bao-hoat-dong/xin-bo-sung/", views.supplement_ask, name="supplement_ask"),
    path("phong-trao/<slug:slug>/bo-sung/", views.supplement_list, name="supplement_list"),
    path(
        "phong-trao/<slug:slug>/bo-sung/<int:pk>/",
        views.supplement_answer,
        name="supplement_answer",
    ),
    path("phong-trao/<slug:slug>/bao-thay/", views.entry_choose, name="entry_choose"),
    path(f"{imports}", views.import_upload, name="import_upload"),
    path(f"{imports}mau/<int:pk>/", views.import_template, name="import_template"),
    path(f"{imports}<uuid:pk>/", views.import_preview, name="import_preview"),
    path(f"{imports}<uuid:pk>/ghi/", views.import_enter, name="import_enter"),
    path(f"{imports}<uuid:pk>/loi/", views.import_faults, name="import_faults"),
    path(f"{imports}<uuid:pk>/tep/", views.import_download, name="import_download"),
    path("phong-trao/<slug:slug>/bao-cao/", views.report_list, name="report_list"),
    path("bao-cao/xuat-excel/", views.own_reports_workbook, name="own_reports_workbook"),
    path("bao-cao/<int:pk>/", views.report_detail, name="report_detail"),
    path("bao-cao/<int:pk>/sua/", views.report_edit, name="report_edit"),
    path("bao-cao/<int:pk>/rut-lai/", views.report_withdraw, name="report_withdraw"),
    path("tep/da-giu/", views.kept_files, name="kept_files"),
    path("tep/tai-len/", views.upload_begin, name="upload_begin"),
    path("tep/tai-len/<uuid:pk>/", views.upload_part, name="upload_part"),
    path("tep/<uuid:pk>/", views.file_download, name="file_download"),
    path("tep/<uuid:pk>/bo/", views.file_drop, name="file_drop"),
    path("tep/<uuid:pk>/xem/", views.file_preview, name="file_preview"),
    path("tep/<uuid:pk>/xem/<int:number>/", views.file_page, name="file_page"),
]
