"""The procedures as citizens and officers read them: whole, in order, honest about what is assumed."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from motcua.rules.time_limit import parse_limit
from tests.province.province_files import (
    PROCEDURE_CODES,
    PROVINCE,
    agencies_meant,
    desks,
    document,
    procedures,
    rows,
    texts,
)

CHAINS = {
    *("LT-DD-01", "LT-DD-02", "LT-DD-03", "LT-BTXH-01", "LT-BTXH-02"),
    *("LT-NCC-01", "LT-NCC-02", "LT-XD-01", "LT-HT-01"),
}
LIFE_EVENTS = {
    *("birth", "family", "death", "papers", "home", "welfare"),
    *("merit", "business", "study", "health", "community"),
}
KEYS = {
    *("code", "name_vi", "name_en", "field", "tier", "competent", "limit", "resume", "supplement_wait"),
    *("is_immediate", "audience", "sets", "fees", "fee_note_vi", "requirements", "result", "steps_vi"),
    *("conditions_vi", "legal_basis", "forms_vi", "declared_level", "offers", "pauses", "chain"),
    *("life_event", "keywords_vi", "survey_ticket", "sources", "assumed"),
}
SAID_OF_A_REQUIREMENT = {
    *("key", "name_vi", "name_en", "originals", "certified", "copies"),
    *("is_required", "is_shown_only", "is_template_available", "is_met_by_form"),
}


@pytest.fixture(params=PROCEDURE_CODES)
def procedure(request: pytest.FixtureRequest) -> Mapping[str, Any]:
    return procedures()[request.param]


def test_there_are_the_45_of_the_source_and_the_two_its_chains_lack() -> None:
    assert len(PROCEDURE_CODES) == 47
    assert {"1.002253", "2.000986"} <= set(PROCEDURE_CODES)


def test_every_chain_has_its_procedure() -> None:
    assert {one["chain"] for one in procedures().values()} - {None} == CHAINS


def test_the_code_is_the_files_name_and_has_process_and_form(procedure: Mapping[str, Any]) -> None:
    code = procedure["code"]
    assert procedures()[code] is procedure
    assert (PROVINCE / "processes" / f"{code}.bpmn").is_file()
    assert (PROVINCE / "eforms" / f"{code}.json").is_file()


def test_nothing_a_reader_expects_is_missing(procedure: Mapping[str, Any]) -> None:
    assert set(procedure) == KEYS
    for key in ("name_vi", "name_en", "requirements", "steps_vi", "legal_basis", "keywords_vi", "audience"):
        assert procedure[key], key
    assert procedure["survey_ticket"] is True
    assert procedure["sets"] >= 1
    assert procedure["resume"] in ("restart", "continue")
    assert procedure["life_event"] in LIFE_EVENTS
    assert procedure["declared_level"] in (1, 2, 3, 4)


def test_its_field_is_listed_and_every_field_is_used() -> None:
    listed = {row["code"] for row in rows("fields.csv")}
    assert {one["field"] for one in procedures().values()} == listed
    assert all(code.startswith("H46-") for code in listed)


def test_its_limits_can_be_reckoned(procedure: Mapping[str, Any]) -> None:
    parse_limit(procedure["limit"])
    parse_limit(procedure["supplement_wait"])
    if validity := procedure["result"]["validity"]:
        parse_limit(validity)


def test_immediate_results_are_due_the_same_day(procedure: Mapping[str, Any]) -> None:
    assert not procedure["is_immediate"] or procedure["limit"] == "0 working_day"


def test_the_competent_agency_is_found_from_every_desk(procedure: Mapping[str, Any]) -> None:
    for receiving in desks(procedure["tier"]):
        assert len(agencies_meant(procedure["competent"], receiving)) == 1


def test_each_requirement_says_what_to_bring_once(procedure: Mapping[str, Any]) -> None:
    keys = [asked["key"] for asked in procedure["requirements"]]
    assert len(set(keys)) == len(keys)
    for asked in procedure["requirements"]:
        assert set(asked) - {"condition_vi"} == SAID_OF_A_REQUIREMENT
        assert asked["key"].isidentifier()
        assert asked["key"] == asked["key"].lower()
        assert asked["originals"] + asked["certified"] + asked["copies"] >= 1
        assert ("condition_vi" in asked) == (not asked["is_required"])
    assert any(asked["is_required"] for asked in procedure["requirements"])


def test_the_form_stands_for_declarations_that_must_be_given(procedure: Mapping[str, Any]) -> None:
    met = [asked for asked in procedure["requirements"] if asked["is_met_by_form"]]
    assert all(asked["is_required"] and not asked["is_shown_only"] for asked in met)
    assert not met or document(f"eforms/{procedure['code']}.json")["required"]


def test_the_form_is_the_declaration_of_that_very_name_and_no_other() -> None:
    met = {
        code: [asked["key"] for asked in one["requirements"] if asked["is_met_by_form"]]
        for code, one in procedures().items()
    }
    assert met["1.000775"] == ["submission"]  # the achievement report has a template and is still attached
    assert met["1.013831"] == ["change_request"]  # the tax declarations go to another agency
    assert len(met["2.000986"]) == 3  # one form for a chain of three procedures
    assert [code for code, keys in met.items() if not keys] == ["2.000815", "2.000884", "2.001035"]


def test_fees_are_whole_and_marked(procedure: Mapping[str, Any]) -> None:
    for fee in procedure["fees"]:
        assert fee["kind"] in ("fee", "charge")
        assert fee["per"] in ("dossier", "copy", "page")
        assert isinstance(fee["amount_vnd"], int)
        assert fee["name_vi"].startswith("Phí" if fee["kind"] == "fee" else "Lệ phí")
        assert fee["note"]
        assert not fee["is_assumed"] or "fees" in procedure["assumed"]
    assert procedure["fees"] or procedure["fee_note_vi"]


def test_what_is_assumed_names_parts_of_the_file(procedure: Mapping[str, Any]) -> None:
    for name in procedure["assumed"]:
        here: Any = procedure
        for part in name.split("."):
            here = here[part]
    assert any(law["is_assumed"] for law in procedure["legal_basis"]) == (
        "legal_basis" in procedure["assumed"]
    )


def test_pauses_name_the_law_that_excludes_the_time(procedure: Mapping[str, Any]) -> None:
    for pause in procedure["pauses"]:
        assert {"key", "name_vi", "name_en", "legal_basis_vi", "is_assumed"} == set(pause)
        assert pause["legal_basis_vi"]


def test_notes_of_the_source_stay_out_of_what_people_read(procedure: Mapping[str, Any]) -> None:
    shown = [procedure["name_vi"], *(asked["name_vi"] for asked in procedure["requirements"])]
    shown += [procedure["result"]["name_vi"], *procedure["steps_vi"], *procedure["conditions_vi"]]
    for text in shown:
        for note in ("mã 2020", "kiểm chứng", "xuất trình)", "nếu có", "giả định", "GCN", "QSD", "GPXD"):
            assert note not in text, text


def test_every_text_is_composed_and_trimmed(procedure: Mapping[str, Any]) -> None:
    assert unicodedata.is_normalized("NFC", json.dumps(procedure, ensure_ascii=False))
    for text in texts(procedure):
        assert text == " ".join(text.split()), text


def test_no_two_procedures_share_a_name() -> None:
    for key in ("name_vi", "name_en"):
        assert max(Counter(one[key] for one in procedures().values()).values()) == 1


def test_fees_on_hand_are_those_of_the_source() -> None:
    pages = procedures()["2.000815"]["fees"][0]
    assert (pages["amount_vnd"], pages["per"]) == (2000, "page")
    assert (pages["tiers"], pages["cap_vnd"]) == ([[1, 2000], [3, 1000]], 200_000)
    assert procedures()["3.000333"]["fees"][0]["amount_vnd"] == 200_000
    assert document("procedures/1.001193.json")["fees"] == []
