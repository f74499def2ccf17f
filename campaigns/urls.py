from django.urls import path

from . import views

app_name = "campaigns"
plan = "phong-trao/<slug:slug>/tieu-chi/"
registration = "phong-trao/<slug:slug>/dang-ky/"
urlpatterns = [
    path("phong-trao/<slug:slug>/lich/", views.timetable, name="timetable"),
    path(
        "phong-trao/<slug:slug>/lich/gia-han/<int:pk>/",
        views.extension_grant,
        name="extension_grant",
    ),
    path("phong-trao/<slug:slug>/chot-so-lieu/", views.closing_list, name="closing_list"),
    path("phong-trao/<slug:slug>/cum/<int:pk>/chot/", views.cluster_close, name="cluster_close"),
    path(
        "phong-trao/<slug:slug>/cum/<int:pk>/mo-lai/", views.cluster_reopen, name="cluster_reopen"
    ),
    path(registration, views.pledge_form, name="pledge_form"),
    path(f"{registration}danh-sach/", views.pledge_list, name="pledge_list"),
    path(f"{registration}danh-sach/nhap/", views.pledges_record, name="pledges_record"),
    path(f"{registration}danh-sach/chap-nhan/", views.pledges_accept, name="pledges_accept"),
    path(f"{registration}<int:pk>/giao-uoc/", views.pledge_paper, name="pledge_paper"),
    path(f"{registration}<int:pk>/chap-nhan/", views.pledge_accept, name="pledge_accept"),
    path(f"{registration}<int:pk>/tra-lai/", views.pledge_return, name="pledge_return"),
    path(plan, views.scorecard_list, name="scorecard_list"),
    path(f"{plan}nhap/", views.scorecard_import, name="scorecard_import"),
    path(f"{plan}nhap/luu/", views.scorecard_draft, name="scorecard_draft"),
    path(f"{plan}<int:pk>/", views.scorecard_detail, name="scorecard_detail"),
    path(f"{plan}<int:pk>/ban-hanh/", views.scorecard_publish, name="scorecard_publish"),
    path(f"{plan}<int:pk>/yaml/", views.scorecard_yaml, name="scorecard_yaml"),
    path(f"{plan}<int:pk>/excel/", views.scorecard_workbook, name="scorecard_workbook"),
]
