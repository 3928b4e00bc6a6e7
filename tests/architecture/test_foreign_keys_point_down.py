"""A foreign key may be named by a string, which no import check sees: so they are counted here."""

from __future__ import annotations

import tomllib

from django.apps import apps
from django.conf import settings

from tests.architecture.source import ROOT

PREFIX = "motcua.records."


def _floors() -> list[str]:
    """The record apps from top to bottom, as pyproject.toml puts them."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    ordered = next(c for c in contracts if c["name"].startswith("Records stand in one order"))
    return [layer.removeprefix(PREFIX) for layer in ordered["layers"]]


def test_every_record_app_has_its_place_in_the_order() -> None:
    ours = {config.name.removeprefix(PREFIX) for config in apps.get_app_configs() if PREFIX in config.name}
    assert ours == set(_floors())


def test_foreign_keys_point_down_or_stay_at_home() -> None:
    floors = _floors()
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for config in apps.get_app_configs()
        if PREFIX in config.name
        for model in config.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and not _is_down(model, field.related_model, floors)
    ]
    assert upward == []


def test_people_stand_at_the_bottom_and_are_the_accounts() -> None:
    assert _floors()[-1] == "people"
    assert settings.AUTH_USER_MODEL == "people.Account"


def _is_down(model: type, target: type, floors: list[str]) -> bool:
    here, there = (apps.get_app_config(one._meta.app_label).name for one in (model, target))  # type: ignore[attr-defined]
    if PREFIX not in there:
        return False
    return floors.index(there.removeprefix(PREFIX)) >= floors.index(here.removeprefix(PREFIX))
