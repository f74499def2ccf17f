from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from accounts.models import Role
from campaigns.models import Plan
from dashboards.queries import worklist
from participants.permissions import holds_office

NOT_AT_THE_DESK = (
    "Bàn làm việc dành cho chuyên viên văn phòng đang được phân công. Nếu đây là việc của bạn, "
    "hãy nhờ người quản trị ghi phân công của bạn (hoặc gia hạn phân công đã kết thúc)."
)


class SecretariatSite(AdminSite):
    """The secretariat's desk: the stock admin in our colours, with a worklist as its home."""

    site_title = "Thi đua HĐND"
    site_header = "Thi đua HĐND · Bàn làm việc"
    index_title = "Bàn làm việc"
    index_template = "admin/worklist.html"
    site_url = "/"
    enable_nav_sidebar = False

    def index(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        plans = Plan.objects.run_by(request.user).select_related("campaign")
        return super().index(
            request, {"worklist": worklist(plans, request.user), **(extra_context or {})}
        )

    def has_permission(self, request: HttpRequest) -> bool:
        """Secretaries with an appointment today, and superusers. One query a request."""
        if not hasattr(request, "is_at_desk"):  # asked several times a page
            user = request.user
            request.is_at_desk = user.is_active and (
                user.is_superuser or holds_office(user, Role.SECRETARY)
            )
        return request.is_at_desk

    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """Use the throttled sign-in of the site; tell a signed-in person why the desk is closed."""
        if request.user.is_authenticated:
            if not self.has_permission(request):
                messages.warning(request, NOT_AT_THE_DESK)
            return redirect("dashboards:home")
        return redirect_to_login(request.get_full_path(), resolve_url("accounts:sign_in"))
