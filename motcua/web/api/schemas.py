"""Shapes of the API's input. Unknown keys are refused: a mistyped one must not be lost silently."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Schema
from pydantic import ConfigDict, Field


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class DocumentIn(Strict):
    requirement: str = Field(max_length=60)
    name: str = Field(max_length=255)
    content_base64: str = Field(max_length=14_000_000)


class DossierIn(Strict):
    procedure: str = Field(max_length=30)
    agency: str = Field(max_length=20)
    applicant: dict[str, Any]
    form: dict[str, Any]
    documents: list[DocumentIn] = Field(default_factory=list, max_length=50)
    refuse_repeat: bool = False


class ItemIn(Strict):
    requirement: str = Field(max_length=60)
    defect: str = Field(max_length=20)
    reason: str = Field(max_length=4000)


class CollectedIn(Strict):
    """Who took a result or originals; `returned` are requirements, none named: all of them."""

    collector: str = Field(default="", max_length=20)
    shown: str = Field(default="", max_length=20)
    delegation: dict[str, str] = Field(default_factory=dict, max_length=3)
    post_item: str = Field(default="", max_length=200)
    returned: list[str] | None = Field(default=None, max_length=60)
    kept_reason: str = Field(default="", max_length=4000)


class ActIn(Strict):
    """What any verb may carry; each takes what it needs and refuses the lack of it in words."""

    version: int | None = None
    task: int | None = None
    outcome: str = Field(default="", max_length=20)
    note: str = Field(default="", max_length=4000)
    reason: str = Field(default="", max_length=4000)
    way: str = Field(default="", max_length=10)
    cause: str = Field(default="", max_length=60)
    to: str | None = Field(default=None, max_length=80)
    appointed_at: str = Field(default="", max_length=40)
    agency: str = Field(default="", max_length=20)
    hours: int | None = None
    shown: list[int] = Field(default_factory=list, max_length=50)
    consultation: int | None = None
    override: bool = False
    items: list[ItemIn] = Field(default_factory=list, max_length=60)
    documents: list[DocumentIn] = Field(default_factory=list, max_length=50)
    form: dict[str, Any] | None = None
    results: list[DocumentIn] = Field(default_factory=list, max_length=20)
    collected: CollectedIn | None = None


class AnswerIn(Strict):
    text: str = Field(max_length=4000)


class AbsenceIn(Strict):
    """Logins and days (`2020-09-21`); without `absent` it is one's own."""

    absent: str = Field(default="", max_length=80)
    substitute: str = Field(max_length=80)
    from_on: date
    until_on: date


class SlipIn(Strict):
    answers: dict[str, int]
    satisfaction: dict[str, int] = Field(default_factory=dict)
    has_paid_outside: bool = False
