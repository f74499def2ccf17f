from django.urls import path

from . import views

app_name = "demo"
urlpatterns = [
    path("thu-mau/", views.mail_list, name="mail_list"),
    path("thu-mau/gui-ngay/", views.digests_send, name="digests_send"),
    path("thu-mau/<slug:name>/", views.mail_detail, name="mail_detail"),
]
