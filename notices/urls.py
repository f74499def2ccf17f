from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("thong-bao/", views.inbox, name="inbox"),
    path("thong-bao/<int:pk>/mo/", views.notice_open, name="notice_open"),
    path("thong-bao/da-doc/", views.all_read, name="all_read"),
    path("thong-bao/thu/", views.mail_settings, name="mail_settings"),
    path("thong-bao/thoi-nhan/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
