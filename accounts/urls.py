from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("loi-moi/<str:code>/", views.invitation, name="invitation"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("ban-dang-nhap/", views.draft_save, name="draft_save"),
]
