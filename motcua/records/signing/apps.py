from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.records.signing"
    label = "signing"
