from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.web.accounts"
    label = "web_accounts"

    def ready(self) -> None:
        from motcua.web.accounts import receivers  # noqa: F401, PLC0415  (needs allauth's apps)
