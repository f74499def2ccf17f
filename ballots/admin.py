"""Admin pages of the award council."""

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from accounts.models import Role
from participants.admin import OfficeAdmin
from participants.models import Council, Person
from participants.permissions import councils_served

from .models import AwardCouncil, CouncilMember


class CouncilMemberInline(admin.TabularInline):
    """Members of the council; one who leaves gets a last day, so the past stays on record."""

    model = CouncilMember
    fields = [
        *("position", "person", "post", "office_post", "organisation", "valid_from", "valid_to"),
    ]
    extra = 1
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return True  # only the office of the council can open its page

    has_add_permission = has_change_permission = has_view_permission

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        """Offer delegates, office staff and former members of the office's own councils."""
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
    """Award councils of the secretary's offices."""

    organiser_path = "organiser"
    list_display = ["name", "organiser", "valid_from", "valid_to"]
    list_select_related = ["organiser"]
    inlines = [CouncilMemberInline]
    history_parts = [(CouncilMember, "council")]
    fields = ["organiser", "name", "document", "valid_from", "valid_to", "outside_members"]
    readonly_fields = ["outside_members"]

    @admin.display(description="thành viên ngoài HĐND")
    def outside_members(self, council: AwardCouncil) -> str:
        if council.pk is None:
            return "Lưu lại rồi thêm thành viên ngoài HĐND."
        address = reverse("ballots:council_members", args=[council.pk])
        return format_html('<a href="{}">Thêm, mời thành viên ngoài HĐND</a>', address)

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return self.has_view_permission(request)

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        if db_field.name == "organiser":
            offices = councils_served(request.user, Role.SECRETARY)
            kwargs["queryset"] = Council.objects.filter(pk__in=offices)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
