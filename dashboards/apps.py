from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "dashboards"
    verbose_name = "Tổng quan"

    def ready(self) -> None:
        from . import notice_kinds  # noqa: F401 (registers itself)
