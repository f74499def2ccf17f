"""Councils and people on the admin site, and the base of the office's pages there."""

from django.contrib import admin
from django.http import Http404, HttpRequest

from accounts.models import Role
from core.history.desk import HistoryAdminMixin
from core.search import AccentFreeSearchMixin

from .models import (
    AdministrativeUnit,
    Appointment,
    Body,
    Cluster,
    ClusterMember,
    Council,
    Mandate,
    Membership,
    Person,
)
from .permissions import councils_served, holds_office


class UnlinkedRowsMixin:
    """Read-only admin pages without links to pages that their reader may not open."""

    def get_fieldsets(self, request: HttpRequest, obj=None) -> list:
        """Fieldsets in which related rows are text where the reader may not open their page."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [
            (title, options | {"fields": [self._unlinked(request, n) for n in options["fields"]]})
            for title, options in fieldsets
        ]

    def _unlinked(self, request: HttpRequest, name):
        """The field itself, or a function that shows it as text."""
        if not isinstance(name, str) or not hasattr(self.model, name):
            return name
        field = next((f for f in self.opts.concrete_fields if f.name == name), None)
        if field is None or field.remote_field is None:
            return name
        other = self.admin_site._registry.get(field.remote_field.model)
        if other is None or other.has_view_permission(request):
            return name
        return admin.display(description=field.verbose_name)(
            lambda row: str(getattr(row, name) or "–")
        )


class OfficeAdmin(UnlinkedRowsMixin, HistoryAdminMixin, admin.ModelAdmin):
    """Admin of rows of the councils whose office the user works in; read-only by default.

    `organiser_path` leads from the model to the organising council. Appointments decide, not
    Django's permissions, so a system administrator does not see awards.
    """

    organiser_path: str
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def get_queryset(self, request: HttpRequest):
        offices = councils_served(request.user, Role.SECRETARY)
        return super().get_queryset(request).filter(**{f"{self.organiser_path}__in": offices})

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None):
        """The row of a page; 404 for a row of another office, as if it did not exist."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        if not hasattr(request, "is_secretary"):  # evaluated many times a page
            request.is_secretary = holds_office(request.user, Role.SECRETARY)
        return request.is_secretary

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


class AdministratorAdmin(AccentFreeSearchMixin, HistoryAdminMixin, admin.ModelAdmin):
    """Admin of rows kept by the system administrator, with search without accents."""

    list_per_page = 50
    show_full_result_count = False


@admin.register(AdministrativeUnit)
class AdministrativeUnitAdmin(AdministratorAdmin):
    list_display = ["name", "code", "level", "parent", "valid_from", "valid_to"]
    list_filter = ["level"]
    list_select_related = ["parent"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["parent", "predecessors"]


@admin.register(Council)
class CouncilAdmin(AdministratorAdmin):
    list_display = ["name", "term", "level", "superior", "valid_from", "valid_to"]
    list_filter = ["level", "term"]
    list_select_related = ["superior"]
    search_fields = ["name"]
    autocomplete_fields = ["unit", "superior"]


@admin.register(Body)
class BodyAdmin(AdministratorAdmin):
    list_display = ["name", "kind", "council", "valid_from", "valid_to"]
    list_filter = ["kind"]
    list_select_related = ["council"]
    search_fields = ["name"]
    autocomplete_fields = ["council"]


@admin.register(Person)
class PersonAdmin(AdministratorAdmin):
    list_display = ["full_name", "gender"]
    search_fields = ["full_name"]
    autocomplete_fields = ["user"]


class MembershipInline(admin.TabularInline):
    model = Membership
    autocomplete_fields = ["body"]
    extra = 0


@admin.register(Mandate)
class MandateAdmin(AdministratorAdmin):
    list_display = ["person", "council", "is_full_time", "valid_from", "valid_to"]
    list_filter = ["is_full_time"]
    list_select_related = ["person", "council"]
    search_fields = ["person__full_name", "council__name"]
    autocomplete_fields = ["person", "council"]
    inlines = [MembershipInline]


@admin.register(Appointment)
class AppointmentAdmin(AdministratorAdmin):
    list_display = ["user", "role", "council", "valid_from", "valid_to"]
    list_filter = ["role"]
    list_select_related = ["user", "council"]
    search_fields = ["user__full_name", "user__username", "council__name"]
    autocomplete_fields = ["user", "council"]


class ClusterMemberInline(admin.TabularInline):
    model = ClusterMember
    autocomplete_fields = ["body", "delegates_of"]
    extra = 0


@admin.register(Cluster)
class ClusterAdmin(AdministratorAdmin):
    list_display = ["name", "organiser", "valid_from", "valid_to"]
    list_select_related = ["organiser"]
    search_fields = ["name"]
    autocomplete_fields = ["organiser"]
    inlines = [ClusterMemberInline]
    history_parts = [(ClusterMember, "cluster")]
