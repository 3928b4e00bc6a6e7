from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.web.console"
    label = "web_console"
