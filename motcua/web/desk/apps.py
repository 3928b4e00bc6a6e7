from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.web.desk"
    label = "web_desk"
