from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.web.portal"
    label = "web_portal"
