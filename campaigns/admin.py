"""Campaigns at the desk: what was announced, by which criteria, and who takes part."""

from django.contrib import admin
from django.http import HttpRequest

from core.numbers import vietnamese
from participants.admin import OfficeAdmin

from .models import Criterion, Entry, ParticipantKind, Plan, Scorecard


@admin.register(Plan)
class PlanAdmin(OfficeAdmin):
    organiser_path = "campaign__organiser"
    list_display = ["name", "state", "starts_on", "ends_on", "reports_due_at"]
    list_select_related = ["campaign"]


class CriterionInline(admin.TabularInline):
    model = Criterion
    fields = readonly_fields = ["code", "name", "points", "rule_in_words", "source"]
    extra = 0
    show_change_link = False

    @admin.display(description="Tối đa")
    def points(self, criterion: Criterion) -> str:
        return vietnamese(criterion.maximum)

    @admin.display(description="Cách tính")
    def rule_in_words(self, criterion: Criterion) -> str:
        return criterion.rule.in_words() if criterion.is_leaf else "Cộng các mục con"

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return True  # whoever may open the scorecard may read it

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Scorecard)
class ScorecardAdmin(OfficeAdmin):
    organiser_path = "plan__campaign__organiser"
    list_display = ["name", "plan", "version", "state", "published_at"]
    list_select_related = ["plan"]
    fields = readonly_fields = ["plan", "name", "applies_to", "version", "state", "published_at"]
    inlines = [CriterionInline]

    @admin.display(description="Áp dụng cho")
    def applies_to(self, scorecard: Scorecard) -> str:
        return ", ".join(ParticipantKind(kind).label for kind in scorecard.kinds)


@admin.register(Entry)
class EntryAdmin(OfficeAdmin):
    organiser_path = "plan__campaign__organiser"
    list_display = ["name", "unit_name", "list", "cluster", "plan"]
    list_select_related = ["plan", "cluster"]
    list_filter = [("plan", admin.RelatedOnlyFieldListFilter), "list"]
    search_fields = ["search_name"]
    search_help_text = "Gõ tên, không cần dấu"
    ordering = ["sort_key"]

    def get_search_results(self, request: HttpRequest, queryset, search_term: str):
        return (queryset.named_like(search_term) if search_term else queryset), False
