from django.urls import path

from . import views

app_name = "dashboards"
urlpatterns = [
    path("", views.home, name="home"),
    path("viec-cua-toi/", views.my_work, name="my_work"),
    path("phong-trao/", views.plan_list, name="plan_list"),
    path("phong-trao/<slug:slug>/", views.plan_overview, name="plan_overview"),
    path("phong-trao/<slug:slug>/dang-ky/<int:pk>/", views.pledge_detail, name="pledge_detail"),
    path("phong-trao/<slug:slug>/thong-bao/", views.announcement, name="announcement"),
    path(
        "phong-trao/<slug:slug>/thong-bao/gui/", views.announcement_send, name="announcement_send"
    ),
    path("phong-trao/<slug:slug>/tong-ket/", views.plan_close, name="plan_close"),
    path("phong-trao/<slug:slug>/xuat-excel/", views.overview_workbook, name="overview_workbook"),
    path("phong-trao/<slug:slug>/khen-thuong/", views.award_steps, name="award_steps"),
    path("lich-su/", views.history_list, name="history_list"),
    path("lich-su/xuat-excel/", views.history_workbook, name="history_workbook"),
    path("lich-su/<str:kind>/<int:pk>/", views.row_history, name="row_history"),
    path("suc-khoe/", views.health, name="health"),
]
