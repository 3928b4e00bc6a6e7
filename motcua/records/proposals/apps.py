from django.apps import AppConfig


class Config(AppConfig):
    name = "motcua.records.proposals"
    label = "proposals"
