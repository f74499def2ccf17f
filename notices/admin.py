"""Mailboxes for the system administrator: whose mail fails, and why."""

from django.contrib import admin, messages
from django.http import HttpRequest

from core.search import AccentFreeSearchMixin

from .models import Mailbox
from .services import preferences


class FailureFilter(admin.SimpleListFilter):
    title = "tình trạng thư"
    parameter_name = "thu"

    def lookups(self, request: HttpRequest, model_admin):
        return [("hong", "Đã thôi gửi vì hỏng nhiều lần"), ("dang-thu", "Đang thử lại")]

    def queryset(self, request: HttpRequest, queryset):
        if self.value() == "hong":
            return queryset.given_up()
        if self.value() == "dang-thu":
            return queryset.filter(failures__gt=0).exclude(next_try_at=None)
        return queryset


@admin.register(Mailbox)
class MailboxAdmin(AccentFreeSearchMixin, admin.ModelAdmin):
    """Read-only, with one action: try again after mail was given up."""

    list_display = ["who", "address", "wants_news", "digest_on", "failures", "last_error"]
    list_filter = [FailureFilter]
    search_fields = ["user__full_name", "user__username", "user__email"]
    list_select_related = ["user"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = ["try_again"]
    fields = [*list_display, "next_try_at"]
    readonly_fields = ["who", "address"]

    @admin.display(description="Người nhận", ordering="user__full_name")
    def who(self, mailbox: Mailbox) -> str:
        return str(mailbox.user)

    @admin.display(description="Địa chỉ", ordering="user__email")
    def address(self, mailbox: Mailbox) -> str:
        return mailbox.user.email or "–"

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    @admin.action(description="Thử gửi lại", permissions=["view"])
    def try_again(self, request: HttpRequest, queryset) -> None:
        number = preferences.retry_mail(mailboxes=queryset.order_by())
        messages.success(request, f"{number} hộp thư sẽ được gửi lại trong lượt tới.")
