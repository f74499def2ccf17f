"""The admin pages of plans, scorecards and entries."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from core.numbers import vietnamese
from participants.admin import OfficeAdmin

from .models import Criterion, Entry, Plan, Scorecard
from .scorecards.wording import kinds_in_words


@admin.register(Plan)
class PlanAdmin(OfficeAdmin):
    organiser_path = "campaign__organiser"
    list_display = ["name", "state", "starts_on", "ends_on", "reports_due_at"]
    list_select_related = ["campaign"]
    readonly_fields = ["scorecards_page"]

    @admin.display(description="Bảng tiêu chí")
    def scorecards_page(self, plan: Plan) -> str:
        """Link to the page where scorecards are read, imported and published."""
        url = reverse("campaigns:scorecard_list", args=[plan.slug])
        return format_html('<a href="{}">Đọc, nhập và ban hành bảng tiêu chí</a>', url)


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
        return criterion.rule.in_words() if criterion.is_leaf else criterion.get_combine_display()

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return True  # everyone who may open the scorecard may read it

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Scorecard)
class ScorecardAdmin(OfficeAdmin):
    organiser_path = "plan__campaign__organiser"
    list_display = ["name", "plan", "version", "state", "published_at"]
    list_select_related = ["plan"]
    fields = readonly_fields = [
        *("plan", "name", "applies_to", "version", "state", "published_at", "page"),
    ]
    inlines = [CriterionInline]

    @admin.display(description="Áp dụng cho")
    def applies_to(self, scorecard: Scorecard) -> str:
        return kinds_in_words(scorecard.kinds)

    @admin.display(description="Trang đọc")
    def page(self, scorecard: Scorecard) -> str:
        url = reverse("campaigns:scorecard_detail", args=[scorecard.plan.slug, scorecard.pk])
        return format_html('<a href="{}">Xem cả bảng bằng lời, tải tệp, ban hành</a>', url)


@admin.register(Entry)
class EntryAdmin(OfficeAdmin):
    organiser_path = "plan__campaign__organiser"
    list_display = ["name", "unit_name", "list", "cluster", "plan"]
    list_select_related = ["plan", "cluster"]
    hidden_in_history = ("sort_key",)
    list_filter = [("plan", admin.RelatedOnlyFieldListFilter), "list"]
    search_fields = ["search_name"]
    search_help_text = "Gõ tên, không cần dấu"
    ordering = ["sort_key"]

    def get_search_results(self, request: HttpRequest, queryset, search_term: str):
        return (queryset.named_like(search_term) if search_term else queryset), False
