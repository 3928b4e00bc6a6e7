from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.web.layout"
    label = "web_layout"
