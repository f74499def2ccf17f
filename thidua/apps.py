from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class ThiduaConfig(AppConfig):
    name = "thidua"
    verbose_name = "Thi đua HĐND"

    def ready(self) -> None:
        from . import checks  # noqa: F401 (registers the deployment check)


class ThiduaAdminConfig(AdminConfig):
    default_site = "thidua.admin_site.SecretariatSite"


class ThiduaStaticFilesConfig(StaticFilesConfig):
    """Of the front-end packages only what pages ask for is served."""

    ignore_patterns = [
        "*.map",
        "*.rtl.*",
        "*.scss",
        "*.md",
        "*.json",
        "tabler-*.css",
        "tabler.css",
        "*.woff",
        "*-italic.*",
        "be-vietnam-pro-*-[1235789]00-*",
        "htmx-2.js",
        "htmx-2-compat*",
        "htmx-4*",
        "htmax-*",
        "hx-*",
        "LICENSE",
        "CVS",
        ".*",
        "*~",
    ]
