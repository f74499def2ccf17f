from django.urls import path

from . import views

app_name = "awards"
urlpatterns = [
    path("phong-trao/<slug:slug>/de-nghi/", views.proposal_detail, name="proposal_detail"),
    path(
        "phong-trao/<slug:slug>/de-nghi/xuat-excel/",
        views.proposal_workbook,
        name="proposal_workbook",
    ),
    path("phong-trao/<slug:slug>/de-nghi/dong-hang/<int:pk>/", views.tie_decide, name="tie_decide"),
]
