from django.urls import path

from .views import (
    appeals,
    exports,
    grid,
    measures,
    post_checks,
    ranking,
    sheet_files,
    sheet_list,
    sheets,
)

app_name = "scoring"
urlpatterns = [
    path("phong-trao/<slug:slug>/xep-hang/", ranking.ranking_detail, name="ranking_detail"),
    path("phong-trao/<slug:slug>/xep-hang/khoa/", ranking.ranking_seal, name="ranking_seal"),
    path(
        "phong-trao/<slug:slug>/xep-hang/xuat-excel/",
        exports.ranking_workbook,
        name="ranking_workbook",
    ),
    path("phong-trao/<slug:slug>/thu-doi/", ranking.what_if, name="what_if"),
    path("phong-trao/<slug:slug>/diem/<int:pk>/", ranking.line_detail, name="line_detail"),
    path("phong-trao/<slug:slug>/diem/<int:pk>/so-ngay/", ranking.days_change, name="days_change"),
    path(
        "phong-trao/<slug:slug>/xep-hang/bang-diem/",
        measures.grade_ties,
        name="grade_ties",
    ),
    path(
        "phong-trao/<slug:slug>/xep-hang/bang-diem/quyet-dinh/",
        measures.grade_tie_decide,
        name="grade_tie_decide",
    ),
    path("phong-trao/<slug:slug>/so-lieu/<int:pk>/", measures.measure_list, name="measure_list"),
    path(
        "phong-trao/<slug:slug>/so-lieu/<int:pk>/<int:criterion_pk>/",
        measures.measure_record,
        name="measure_record",
    ),
    path("phong-trao/<slug:slug>/phieu-cham/", sheet_list.sheet_list, name="sheet_list"),
    path(
        "phong-trao/<slug:slug>/phieu-cham/xuat-excel/",
        exports.sheets_workbook,
        name="sheets_workbook",
    ),
    path("phong-trao/<slug:slug>/phieu-cham/mo/", sheet_list.sheets_open, name="sheets_open"),
    path("phong-trao/<slug:slug>/phieu-cham/cham-cheo/", sheet_list.peers_draw, name="peers_draw"),
    path(
        "phong-trao/<slug:slug>/phieu-cham/hau-kiem/",
        sheet_list.post_check_draw,
        name="post_check_draw",
    ),
    path(
        "phong-trao/<slug:slug>/phieu-cham/hau-kiem/<int:pk>/",
        post_checks.draw_detail,
        name="draw_detail",
    ),
    path(
        "phong-trao/<slug:slug>/phieu-cham/hau-kiem/<int:pk>/<int:sheet_pk>/",
        post_checks.post_check,
        name="post_check",
    ),
    path("phong-trao/<slug:slug>/phieu-cham/cum/<int:pk>/", grid.grid_detail, name="grid_detail"),
    path("phong-trao/<slug:slug>/phieu-cham/cum/<int:pk>/ghi/", grid.grid_save, name="grid_save"),
    path(
        "phong-trao/<slug:slug>/phieu-cham/cum/<int:pk>/excel/",
        grid.grid_excel,
        name="grid_excel",
    ),
    path(
        "phong-trao/<slug:slug>/phieu-cham/cum/<int:pk>/ket-thuc/",
        grid.grid_finish,
        name="grid_finish",
    ),
    path("phong-trao/<slug:slug>/phieu-cham/<int:pk>/", sheets.sheet_detail, name="sheet_detail"),
    path("phong-trao/<slug:slug>/phieu-cham/<int:pk>/ghi/", sheets.sheet_cell, name="sheet_cell"),
    path(
        "phong-trao/<slug:slug>/phieu-cham/<int:pk>/tra-lai/",
        sheets.sheet_return,
        name="sheet_return",
    ),
    path(
        "phong-trao/<slug:slug>/phieu-cham/<int:pk>/giai-trinh/",
        sheets.sheet_explain,
        name="sheet_explain",
    ),
    path(
        "phong-trao/<slug:slug>/phieu-cham/<int:pk>/minh-chung/<int:criterion_pk>/",
        sheet_files.leaf_files,
        name="leaf_files",
    ),
    path(
        "phong-trao/<slug:slug>/phieu-cham/<int:pk>/tep/<int:file_pk>/",
        sheet_files.sheet_file_download,
        name="sheet_file_download",
    ),
    path(
        "phong-trao/<slug:slug>/phieu-cham/<int:pk>/tep/<int:file_pk>/bo/",
        sheet_files.sheet_file_drop,
        name="sheet_file_drop",
    ),
    path(
        "phong-trao/<slug:slug>/diem/<int:pk>/kien-nghi/", appeals.appeal_file, name="appeal_file"
    ),
    path("phong-trao/<slug:slug>/kien-nghi/", appeals.appeal_list, name="appeal_list"),
    path("phong-trao/<slug:slug>/kien-nghi/<int:pk>/", appeals.appeal_answer, name="appeal_answer"),
]
