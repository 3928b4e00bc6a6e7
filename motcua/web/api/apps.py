from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.web.api"
    label = "web_api"
