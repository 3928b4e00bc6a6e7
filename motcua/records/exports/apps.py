from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.records.exports"
    label = "exports"
