from django.urls import path

from . import views

app_name = "scoring"
urlpatterns = [
    path("phong-trao/<slug:slug>/xep-hang/", views.ranking_detail, name="ranking_detail"),
    path("phong-trao/<slug:slug>/xep-hang/khoa/", views.ranking_seal, name="ranking_seal"),
    path(
        "phong-trao/<slug:slug>/xep-hang/xuat-excel/",
        views.ranking_workbook,
        name="ranking_workbook",
    ),
    path("phong-trao/<slug:slug>/thu-doi/", views.what_if, name="what_if"),
    path("phong-trao/<slug:slug>/diem/<int:pk>/", views.line_detail, name="line_detail"),
    path("phong-trao/<slug:slug>/diem/<int:pk>/so-ngay/", views.days_change, name="days_change"),
    path(
        "phong-trao/<slug:slug>/xep-hang/bang-diem/",
        views.grade_ties,
        name="grade_ties",
    ),
    path(
        "phong-trao/<slug:slug>/xep-hang/bang-diem/quyet-dinh/",
        views.grade_tie_decide,
        name="grade_tie_decide",
    ),
    path("phong-trao/<slug:slug>/so-lieu/<int:pk>/", views.measure_list, name="measure_list"),
    path(
        "phong-trao/<slug:slug>/so-lieu/<int:pk>/<int:criterion_pk>/",
        views.measure_record,
        name="measure_record",
    ),
    path("phong-trao/<slug:slug>/phieu-cham/", views.sheet_list, name="sheet_list"),
    path(
        "phong-trao/<slug:slug>/phieu-cham/xuat-excel/",
        views.sheets_workbook,
        name="sheets_workbook",
    ),
    path("phong-trao/<slug:slug>/phieu-cham/mo/", views.sheets_open, name="sheets_open"),
    path("phong-trao/<slug:slug>/phieu-cham/cham-cheo/", views.peers_draw, name="peers_draw"),
    path(
        "phong-trao/<slug:slug>/phieu-cham/hau-kiem/",
        views.post_check_draw,
        name="post_check_draw",
    ),
    path(
        "phong-trao/<slug:slug>/phieu-cham/hau-kiem/<int:pk>/",
        views.draw_detail,
        name="draw_detail",
    ),
    path(
        "phong-trao/<slug:slug>/phieu-cham/hau-kiem/<int:pk>/<int:sheet_pk>/",
        views.post_check,
        name="post_check",
    ),
    path("phong-trao/<slug:slug>/phieu-cham/cum/<int:pk>/", views.grid_detail, name="grid_detail"),
    path("phong-trao/<slug:slug>/phieu-cham/cum/<int:pk>/ghi/", views.grid_save, name="grid_save"),
    path(
        "phong-trao/<slug:slug>/phieu-cham/cum/<int:pk>/excel/",
        views.grid_excel,
        name="grid_excel",
    ),
    path(
        "phong-trao/<slug:slug>/phieu-cham/cum/<int:pk>/ket-thuc/",
        views.grid_finish,
        name="grid_finish",
    ),
    path("phong-trao/<slug:slug>/phieu-cham/<int:pk>/", views.sheet_detail, name="sheet_detail"),
    path("phong-trao/<slug:slug>/phieu-cham/<int:pk>/ghi/", views.sheet_cell, name="sheet_cell"),
    path(
        "phong-trao/<slug:slug>/phieu-cham/<int:pk>/tra-lai/",
        views.sheet_return,
        name="sheet_return",
    ),
    path(
        "phong-trao/<slug:slug>/phieu-cham/<int:pk>/giai-trinh/",
        views.sheet_explain,
        name="sheet_explain",
    ),
    path(
        "phong-trao/<slug:slug>/phieu-cham/<int:pk>/minh-chung/<int:criterion_pk>/",
        views.leaf_files,
        name="leaf_files",
    ),
    path(
        "phong-trao/<slug:slug>/phieu-cham/<int:pk>/tep/<int:file_pk>/",
        views.sheet_file_download,
        name="sheet_file_download",
    ),
    path(
        "phong-trao/<slug:slug>/phieu-cham/<int:pk>/tep/<int:file_pk>/bo/",
        views.sheet_file_drop,
        name="sheet_file_drop",
    ),
    path("phong-trao/<slug:slug>/diem/<int:pk>/kien-nghi/", views.appeal_file, name="appeal_file"),
    path("phong-trao/<slug:slug>/kien-nghi/", views.appeal_list, name="appeal_list"),
    path("phong-trao/<slug:slug>/kien-nghi/<int:pk>/", views.appeal_answer, name="appeal_answer"),
]
