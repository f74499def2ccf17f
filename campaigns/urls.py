from django.urls import path

from .views import closings, pledges, scorecards, timetable

app_name = "campaigns"
plan = "phong-trao/<slug:slug>/tieu-chi/"
registration = "phong-trao/<slug:slug>/dang-ky/"
urlpatterns = [
    path("phong-trao/<slug:slug>/lich/", timetable.timetable, name="timetable"),
    path(
        "phong-trao/<slug:slug>/lich/gia-han/<int:pk>/",
        timetable.extension_grant,
        name="extension_grant",
    ),
    path("phong-trao/<slug:slug>/chot-so-lieu/", closings.closing_list, name="closing_list"),
    path("phong-trao/<slug:slug>/cum/<int:pk>/chot/", closings.cluster_close, name="cluster_close"),
    path(
        "phong-trao/<slug:slug>/cum/<int:pk>/mo-lai/",
        closings.cluster_reopen,
        name="cluster_reopen",
    ),
    path(registration, pledges.pledge_form, name="pledge_form"),
    path(f"{registration}danh-sach/", pledges.pledge_list, name="pledge_list"),
    path(f"{registration}danh-sach/nhap/", pledges.pledges_record, name="pledges_record"),
    path(f"{registration}danh-sach/chap-nhan/", pledges.pledges_accept, name="pledges_accept"),
    path(f"{registration}<int:pk>/giao-uoc/", pledges.pledge_paper, name="pledge_paper"),
    path(f"{registration}<int:pk>/chap-nhan/", pledges.pledge_accept, name="pledge_accept"),
    path(f"{registration}<int:pk>/tra-lai/", pledges.pledge_return, name="pledge_return"),
    path(plan, scorecards.scorecard_list, name="scorecard_list"),
    path(f"{plan}nhap/", scorecards.scorecard_import, name="scorecard_import"),
    path(f"{plan}nhap/luu/", scorecards.scorecard_draft, name="scorecard_draft"),
    path(f"{plan}<int:pk>/", scorecards.scorecard_detail, name="scorecard_detail"),
    path(f"{plan}<int:pk>/ban-hanh/", scorecards.scorecard_publish, name="scorecard_publish"),
    path(f"{plan}<int:pk>/yaml/", scorecards.scorecard_yaml, name="scorecard_yaml"),
    path(f"{plan}<int:pk>/excel/", scorecards.scorecard_workbook, name="scorecard_workbook"),
]
