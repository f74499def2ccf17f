from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from campaigns.models import Plan
from dashboards.queries import worklist


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

    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """One door for everybody: the throttled sign-in of the site."""
        if request.user.is_authenticated:
            return redirect("dashboards:home")
        return redirect_to_login(request.get_full_path(), resolve_url("accounts:sign_in"))
