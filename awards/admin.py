from django.contrib import admin

from participants.admin import AdministratorAdmin, OfficeAdmin

from .models import CommendationForm, Quota


@admin.register(CommendationForm)
class CommendationFormAdmin(AdministratorAdmin):
    list_display = ["name", "decided_by"]


@admin.register(Quota)
class QuotaAdmin(OfficeAdmin):
    organiser_path = "plan__campaign__organiser"
    list_display = ["plan", "form", "subject", "number", "minimum_points"]
    list_select_related = ["plan", "form"]
