from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = "Thông báo"

    def ready(self) -> None:
        from . import looks  # noqa: F401 (registers itself)
