from django.contrib import admin

from participants.admin import OfficeAdmin

from .models import Ranking


@admin.register(Ranking)
class RankingAdmin(OfficeAdmin):
    """Versions of rankings. Read-only, because points are computed."""

    organiser_path = "plan__campaign__organiser"
    list_display = ["__str__", "plan", "revision", "computed_at", "sealed_at", "sealed_by"]
    list_select_related = ["plan", "sealed_by"]
