from django.contrib import admin

from participants.admin import AdministratorAdmin, OfficeAdmin

from .models import BaseSalary, CommendationForm, FormRule, Quota


@admin.register(CommendationForm)
class CommendationFormAdmin(AdministratorAdmin):
    list_display = ["name", "decided_by"]


@admin.register(FormRule)
class FormRuleAdmin(AdministratorAdmin):
    list_display = ["form", "recipient", "organiser", "money_coefficient", "valid_from", "valid_to"]
    list_filter = ["recipient", "form"]
    list_select_related = ["form", "organiser"]
    autocomplete_fields = ["organiser"]


@admin.register(BaseSalary)
class BaseSalaryAdmin(AdministratorAdmin):
    list_display = ["amount", "valid_from", "valid_to", "legal_basis"]


@admin.register(Quota)
class QuotaAdmin(OfficeAdmin):
    organiser_path = "plan__campaign__organiser"
    list_display = ["plan", "form", "subject", "number", "minimum_points"]
    list_select_related = ["plan", "form"]
