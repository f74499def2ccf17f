from django.urls import path

from . import views

app_name = "campaigns"
plan = "phong-trao/<slug:slug>/tieu-chi/"
urlpatterns = [
    path("phong-trao/<slug:slug>/lich/", views.timetable, name="timetable"),
    path(
        "phong-trao/<slug:slug>/lich/gia-han/<int:pk>/",
        views.extension_grant,
        name="extension_grant",
    ),
    path(plan, views.scorecard_list, name="scorecard_list"),
    path(f"{plan}nhap/", views.scorecard_import, name="scorecard_import"),
    path(f"{plan}nhap/luu/", views.scorecard_draft, name="scorecard_draft"),
    path(f"{plan}<int:pk>/", views.scorecard_detail, name="scorecard_detail"),
    path(f"{plan}<int:pk>/ban-hanh/", views.scorecard_publish, name="scorecard_publish"),
    path(f"{plan}<int:pk>/yaml/", views.scorecard_yaml, name="scorecard_yaml"),
    path(f"{plan}<int:pk>/excel/", views.scorecard_workbook, name="scorecard_workbook"),
]
