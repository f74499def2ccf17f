from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = "Phong trào và kế hoạch"

    def ready(self) -> None:
        from . import looks  # noqa: F401 (registers itself)
