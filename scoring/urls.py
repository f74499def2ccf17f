from django.urls import path

from . import views

app_name = "scoring"
urlpatterns = [
    path("phong-trao/<slug:slug>/xep-hang/", views.ranking_detail, name="ranking_detail"),
    path("phong-trao/<slug:slug>/xep-hang/khoa/", views.ranking_seal, name="ranking_seal"),
    path("phong-trao/<slug:slug>/diem/<int:pk>/", views.line_detail, name="line_detail"),
]
