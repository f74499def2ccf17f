from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("notices.urls")),
    path("", include("dashboards.urls")),
    path("", include("campaigns.urls")),
    path("", include("evidence.urls")),
    path("", include("scoring.urls")),
    path("", include("awards.urls")),
    path("", include("ballots.urls")),
    path("", include("papers.urls")),
    path("quan-tri/", admin.site.urls),
]
if "demo" in settings.INSTALLED_APPS:
    urlpatterns.append(path("", include("demo.urls")))
