from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin

from core.history.desk import HistoryAdminMixin
from core.search import AccentFreeSearchMixin

from .models import User


@admin.register(User)
class UserAdmin(AccentFreeSearchMixin, HistoryAdminMixin, DjangoUserAdmin):
    """Accounts; for the system administrator, not for secretaries."""

    list_display = ["username", "full_name", "is_superuser", "is_active"]
    search_fields = ["username", "full_name"]
    ordering = ["username"]
    list_filter = ["is_superuser", "is_active"]
    readonly_fields = ["last_login", "created_at"]
    fieldsets = [
        (None, {"fields": ["username", "password", "full_name", "email"]}),
        ("Quyền", {"fields": ["is_active", "is_superuser"]}),
        ("Thời gian", {"fields": ["last_login", "created_at"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "full_name", "password1", "password2"]})]
    filter_horizontal = []
