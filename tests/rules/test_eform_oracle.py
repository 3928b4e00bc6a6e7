"""Our check and a full JSON Schema validator agree, on random forms and on the province's own."""

from __future__ import annotations

import json
import random
from pathlib import Path

import jsonschema_rs
import pytest

from motcua.kit.refusal import Refused
from motcua.rules.eform_compile import compile_form
from motcua.rules.eform_formats import FORMATS
from motcua.rules.eform_model import CompiledForm
from motcua.rules.eform_sample import SampleFacts, sample_payload
from motcua.rules.eform_schema import to_json_schema
from tests.rules.eform_forms import TODAY, checked, form_of, random_form, shown_if, spoiled, text, yes_no

EFORMS = sorted((Path(__file__).parents[2] / "province/quang-binh/eforms").glob("*.json"))

# JSON Schema cannot compare a date with today or with another one.
BETWEEN_DATES = {"in_the_future", "too_late", "too_early"}


def oracle_of(form: CompiledForm) -> jsonschema_rs.Draft202012Validator:
    shared = {
        name: lambda value, read=read: not isinstance(read(value), Refused) for name, read in FORMATS.items()
    }
    return jsonschema_rs.Draft202012Validator(to_json_schema(form), validate_formats=True, formats=shared)


def disagreements(form: CompiledForm, rng: random.Random, count: int) -> list[object]:
    """Payloads the two judge differently, and clean payloads the oracle refuses."""
    oracle, found = oracle_of(form), []
    for _ in range(count):
        payload = spoiled(sample_payload(form, rng, SampleFacts(TODAY)), rng)
        strict = checked(form, payload, strict=True)
        errors = {error.code for error in strict.errors} - BETWEEN_DATES
        if bool(errors) == oracle.is_valid(payload):
            found.append((payload, errors))
        lenient = checked(form, payload)
        if not lenient.errors and not oracle.is_valid(lenient.clean):
            found.append((payload, lenient.clean))
    return found


@pytest.mark.parametrize("seed", range(30))
def test_our_check_and_a_full_validator_agree_on_random_forms_and_payloads(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(25):
        form = random_form(rng)
        assert disagreements(form, rng, 20) == [], form


@pytest.mark.parametrize("path", EFORMS, ids=lambda path: path.stem)
def test_our_check_and_a_full_validator_agree_on_the_provinces_forms(path: Path) -> None:
    form = compile_form(json.loads(path.read_text("utf-8")))
    assert disagreements(form, random.Random(path.stem), 60) == []


def test_random_payloads_are_neither_all_right_nor_all_wrong() -> None:
    rng, right = random.Random(1), 0
    for _ in range(400):
        form = random_form(rng)
        payload = spoiled(sample_payload(form, rng, SampleFacts(TODAY)), rng)
        right += checked(form, payload, strict=True).is_valid
    assert 100 < right < 300


def test_the_published_schema_is_itself_a_valid_schema() -> None:
    for path in EFORMS:
        schema = to_json_schema(compile_form(json.loads(path.read_text("utf-8"))))
        assert jsonschema_rs.meta.is_valid(schema)


def test_the_files_themselves_are_json_schema() -> None:
    for path in EFORMS:
        assert jsonschema_rs.meta.is_valid(json.loads(path.read_text("utf-8")))


def test_a_hidden_field_may_hold_anything_in_both() -> None:
    form = form_of({"a": yes_no(), "b": text(maxLength=3, **shown_if("a", True))}, ("a", "b"))
    oracle = oracle_of(form)
    for payload, is_right in (
        ({"a": False, "b": ["junk"]}, True),
        ({"a": True, "b": ["junk"]}, False),
        ({"a": True, "b": "abc"}, True),
        ({"a": True}, False),
        ({"a": False}, True),
    ):
        assert checked(form, payload, strict=True).is_valid is is_right
        assert oracle.is_valid(payload) is is_right
