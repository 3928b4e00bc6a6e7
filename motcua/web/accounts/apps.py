from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.web.accounts"
    label = "web_accounts"
