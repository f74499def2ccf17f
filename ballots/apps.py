from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "ballots"
    verbose_name = "Hội đồng và bỏ phiếu"

    def ready(self) -> None:
        from . import looks  # noqa: F401 (registers itself)
