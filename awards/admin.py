from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from accounts.models import Role
from participants.admin import AdministratorAdmin, OfficeAdmin
from participants.models import Council, Person
from participants.permissions import councils_served

from .models import AwardCouncil, CommendationForm, CouncilMember, Quota


@admin.register(CommendationForm)
class CommendationFormAdmin(AdministratorAdmin):
    list_display = ["name", "decided_by"]


@admin.register(Quota)
class QuotaAdmin(OfficeAdmin):
    organiser_path = "plan__campaign__organiser"
    list_display = ["plan", "form", "subject", "number", "minimum_points"]
    list_select_related = ["plan", "form"]


class CouncilMemberInline(admin.TabularInline):
    """Who sits in the council; somebody who leaves gets a last day, so the past stays."""

    model = CouncilMember
    fields = ["position", "person", "post", "valid_from", "valid_to"]
    extra = 1
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return True  # whoever reaches the council's page works in its office

    has_add_permission = has_change_permission = has_view_permission

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        """Delegates and members of the office's own councils, and who has sat here before."""
        offices = councils_served(request.user, Role.SECRETARY)
        if db_field.name == "person":
            kwargs["queryset"] = Person.objects.filter(
                Q(mandates__council__in=offices)
                | Q(council_seats__council__organiser__in=offices)
                | Q(user__appointments__council__in=offices)
            ).distinct()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(AwardCouncil)
class AwardCouncilAdmin(OfficeAdmin):
    """Founded and kept by the office; a council that voted stays."""

    organiser_path = "organiser"
    list_display = ["name", "organiser", "valid_from", "valid_to"]
    list_select_related = ["organiser"]
    inlines = [CouncilMemberInline]

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return self.has_view_permission(request)

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        if db_field.name == "organiser":
            offices = councils_served(request.user, Role.SECRETARY)
            kwargs["queryset"] = Council.objects.filter(pk__in=offices)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
