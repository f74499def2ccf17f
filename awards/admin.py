"""The catalogue of awards and the quotas of plans in the admin site."""

from datetime import date

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.models import Role
from campaigns.models import Plan
from core import clock
from core.errors import DomainError
from core.history.desk import HistoryAdminMixin
from core.models import CalendarDay, CalendarYear
from core.working_days import computed_holidays
from participants.admin import AdministratorAdmin, OfficeAdmin, UnlinkedRowsMixin
from participants.models import Council
from participants.permissions import councils_served, holds_office

from .models import AwardType, AwardTypeRule, BaseSalary, ProposalQuota, Quota
from .rules import quotas as quota_rules
from .services import calendar, quotas


@admin.register(AwardType)
class AwardTypeAdmin(AdministratorAdmin):
    list_display = ["name", "code", "kind", "level", "decided_by", "precedence"]
    list_filter = ["kind", "level"]
    search_fields = ["name", "code"]
    fieldsets = [
        (None, {"fields": ["name", "code", "kind", "level"]}),
        ("Thẩm quyền", {"fields": ["decided_by", "precedence", "legal_basis"]}),
    ]


@admin.register(BaseSalary)
class BaseSalaryAdmin(AdministratorAdmin):
    list_display = ["amount", "valid_from", "valid_to", "legal_basis"]


@admin.register(AwardTypeRule)
class AwardTypeRuleAdmin(UnlinkedRowsMixin, HistoryAdminMixin, admin.ModelAdmin):
    """National rules belong to the system administrator; each office edits its own rules.

    An office also reads the national rules, which apply where it has none.
    """

    list_display = [
        "award_type",
        "recipient",
        "organiser",
        "money_coefficient",
        "valid_from",
        "valid_to",
    ]
    list_select_related = ["award_type", "organiser"]
    list_filter = ["recipient"]
    list_per_page = 50
    show_full_result_count = False
    actions = None
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *("award_type", "recipient", "organiser", "valid_from", "valid_to"),
                    *("legal_basis", "assumption"),
                ]
            },
        ),
        (
            "Điều kiện (để trống là không đòi hỏi)",
            {
                "fields": [
                    *("minimum_points", "worst_grade", "worst_place", "years_in_a_row"),
                    *("needs_award_type", "needs_times", "needs_within_years", "interval_years"),
                    *("minimum_days", "needs_registration"),
                ]
            },
        ),
        (
            "Bỏ phiếu và công khai",
            {
                "fields": [
                    *("needs_ballot", "yes_numerator", "yes_denominator", "is_strict"),
                    *("ballot_base", "quorum_numerator", "quorum_denominator"),
                    *("candidate_in_base", "notice_days"),
                ]
            },
        ),
        ("Tiền thưởng", {"fields": ["money_coefficient", "is_maximum", "paid_from"]}),
    ]

    def get_queryset(self, request: HttpRequest):
        rules = super().get_queryset(request)
        if request.user.is_superuser:
            return rules.filter(organiser__isnull=True)
        own = rules.filter(organiser__in=_offices(request))
        return own | rules.filter(organiser__isnull=True)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None):
        rule = super().get_object(request, object_id, from_field)
        if rule is None:
            raise Http404
        return rule

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        if db_field.name == "organiser":
            offices = _offices(request)
            kwargs["queryset"] = offices
            kwargs["required"] = not request.user.is_superuser
            if not request.user.is_superuser and len(offices) == 1:
                kwargs["initial"] = offices[0]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: AwardTypeRule | None = None):
        """A rule that a proposal cites may only end; another rule follows it."""
        if obj is None or not ProposalQuota.objects.filter(rule=obj).exists():
            return []
        names = [name for _, section in self.fieldsets for name in section["fields"]]
        return [name for name in names if name != "valid_to"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: AwardTypeRule | None = None) -> bool:
        return request.user.is_superuser or holds_office(request.user, Role.SECRETARY)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: AwardTypeRule | None = None) -> bool:
        if obj is None:
            return self.has_view_permission(request)
        if obj.organiser_id is None:
            return request.user.is_superuser
        return _offices(request).filter(pk=obj.organiser_id).exists()

    has_delete_permission = has_change_permission


def _offices(request: HttpRequest):
    return Council.objects.filter(pk__in=councils_served(request.user, Role.SECRETARY))


class CalendarDayFormSet(forms.BaseInlineFormSet):
    """The year of the page is excluded from the constraint check of each day, so check it here."""

    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            day = getattr(form, "cleaned_data", {}).get("day")
            if day and self.instance.year and day.year != self.instance.year:
                form.add_error("day", f"Ngày phải nằm trong năm {self.instance.year}.")


class CalendarDayInline(admin.TabularInline):
    model = CalendarDay
    formset = CalendarDayFormSet
    fields = ["day", "is_worked", "reason"]
    extra = 1

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return True  # the page of the year decides who reads it


@admin.register(CalendarYear)
class CalendarYearAdmin(AdministratorAdmin):
    """The national calendar, edited by the system administrator and read by offices.

    Registered here because a change moves deadlines of this app.
    """

    list_display = ["year", "document"]
    fields = ["year", "document", "computed"]
    readonly_fields = ["computed"]
    inlines = [CalendarDayInline]
    history_parts = [(CalendarDay, "year")]
    actions = None

    @admin.display(description="ngày nghỉ tính theo luật")
    def computed(self, year: CalendarYear) -> SafeString:
        """Holidays that need no row: of the year, or of next year on an empty form."""
        number = year.pk or clock.today().year + 1
        days = format_html_join(
            "", "<li>{} {}</li>", ((f"{day:%d/%m/%Y}", name) for day, name in _computed(number))
        )
        return format_html(
            "Năm {} (trừ ngày nghỉ cuối tuần). Chỉ ghi thêm ngày khác danh sách này:<ul>{}</ul>",
            number,
            days,
        )

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.is_superuser or holds_office(request.user, Role.SECRETARY)

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self._move_deadlines(request)

    def delete_model(self, request: HttpRequest, year: CalendarYear) -> None:
        super().delete_model(request, year)
        self._move_deadlines(request)

    def _move_deadlines(self, request: HttpRequest) -> None:
        moved = calendar.recompute_deadlines(actor=request.user, today=clock.today())
        if moved:
            messages.info(request, f"Đã tính lại {moved} hạn đang chạy theo lịch này.")


def _computed(year: int) -> list[tuple[date, str]]:
    return computed_holidays(year) if 2000 <= year <= 2099 else []


class QuotaForm(forms.ModelForm):
    """Shows a refusal of the service at its field."""

    def clean(self) -> dict:
        values = super().clean()
        if not self.errors:
            quota = self.instance
            for name, value in values.items():
                setattr(quota, name, value)
            try:
                quota_rules.check_quota(quota)
            except DomainError as error:
                self.add_error(error.field if error.field in self.fields else None, error.message)
        return values


@admin.register(Quota)
class QuotaAdmin(OfficeAdmin):
    """Edited by the office until the proposal is drafted, within `rules.quotas`."""

    organiser_path = "plan__campaign__organiser"
    form = QuotaForm
    list_display = [
        "plan",
        "award_type_name",
        "subject",
        "number",
        "percent",
        "sharing",
        "nested_in",
    ]
    list_select_related = ["plan", "award_type", "nested_in__award_type"]
    fieldsets = [
        (None, {"fields": ["plan", "award_type", "subject", "nested_in"]}),
        (
            "Số lượng hoặc tỷ lệ",
            {"fields": ["number", "percent", "percent_of", "rounding"]},
        ),
        ("Chia cho các cụm", {"fields": ["sharing", "bands"]}),
        ("Cách xét", {"fields": ["minimum_points", "equal_merit"]}),
    ]

    @admin.display(description="hình thức", ordering="award_type__name")
    def award_type_name(self, quota: Quota) -> str:
        return quota.award_type.name

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        plans = Plan.objects.run_by(request.user)
        if db_field.name == "plan":
            kwargs["queryset"] = plans
        if db_field.name == "nested_in":
            kwargs["queryset"] = Quota.objects.filter(plan__in=plans).select_related(
                "award_type", "plan"
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return self.has_view_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Quota | None = None):
        return ["plan", "award_type_name", "subject"] if obj else []

    def get_fieldsets(self, request: HttpRequest, obj: Quota | None = None) -> list:
        """Show an existing quota's award type without a link; offices may not open its page."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        (title, _), *others = fieldsets
        return [(title, {"fields": ["plan", "award_type_name", "subject", "nested_in"]}), *others]

    def save_model(self, request: HttpRequest, obj: Quota, form, change: bool) -> None:
        terms = {name: getattr(obj, name) for name in form.cleaned_data}
        terms |= {"plan": obj.plan, "award_type": obj.award_type, "subject": obj.subject}
        obj.pk = quotas.set_quota(actor=request.user, **terms).pk
