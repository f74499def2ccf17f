from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "scoring"
    verbose_name = "Chấm điểm và xếp hạng"

    def ready(self) -> None:
        from . import looks  # noqa: F401 (registers itself)
