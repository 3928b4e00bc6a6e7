from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.web.open"
    label = "web_open"
