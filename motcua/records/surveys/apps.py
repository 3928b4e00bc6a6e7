from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.records.surveys"
    label = "surveys"
