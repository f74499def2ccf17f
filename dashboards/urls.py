from django.urls import path

from .views import announcements, award_steps, history, home, overview, pledges

app_name = "dashboards"
urlpatterns = [
    path("", home.home, name="home"),
    path("viec-cua-toi/", home.my_work, name="my_work"),
    path("phong-trao/", home.plan_list, name="plan_list"),
    path("phong-trao/<slug:slug>/", overview.plan_overview, name="plan_overview"),
    path("phong-trao/<slug:slug>/dang-ky/<int:pk>/", pledges.pledge_detail, name="pledge_detail"),
    path("phong-trao/<slug:slug>/thong-bao/", announcements.announcement, name="announcement"),
    path(
        "phong-trao/<slug:slug>/thong-bao/gui/",
        announcements.announcement_send,
        name="announcement_send",
    ),
    path("phong-trao/<slug:slug>/tong-ket/", overview.plan_close, name="plan_close"),
    path(
        "phong-trao/<slug:slug>/xuat-excel/", overview.overview_workbook, name="overview_workbook"
    ),
    path("phong-trao/<slug:slug>/khen-thuong/", award_steps.award_steps, name="award_steps"),
    path("lich-su/", history.history_list, name="history_list"),
    path("lich-su/xuat-excel/", history.history_workbook, name="history_workbook"),
    path("lich-su/<str:kind>/<int:pk>/", history.row_history, name="row_history"),
    path("suc-khoe/", home.health, name="health"),
]
