"""The rule book's dated data, and what the demo's officers are made from."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from motcua.rules.dossier_codes import Shape
from motcua.rules.process_model import ROLES
from motcua.rules.time_limit import parse_limit
from tests.province.province_files import document, posts_at, rows

LIMITS = document("rulebook/limits.json")["limits"]


def days(entry: dict[str, Any]) -> tuple[date, date]:
    until = entry["valid_to"]
    return date.fromisoformat(entry["valid_from"]), date.fromisoformat(until) if until else date.max


@pytest.mark.parametrize("entry", LIMITS, ids=lambda entry: entry["key"])
def test_every_parameter_names_its_article_and_the_days_it_is_in_force(entry: dict[str, Any]) -> None:
    first, last = days(entry)
    assert first <= last
    assert entry["article"]
    assert entry["name_vi"]
    assert entry["name_en"]
    assert isinstance(entry["is_chosen"], bool)


def test_limits_that_are_times_can_be_reckoned() -> None:
    written = [entry["value"] for entry in LIMITS if re.match(r"[0-9.]+ [a-z]", str(entry["value"]))]
    assert len(written) >= 8
    for text in written:
        parse_limit(text)


def test_no_parameter_has_two_values_on_one_day() -> None:
    keys = {entry["key"] for entry in LIMITS}
    for key in keys:
        spans = sorted(days(entry) for entry in LIMITS if entry["key"] == key)
        assert all(before[1] < after[0] for before, after in pairwise(spans)), key


def test_the_parameters_of_the_demo_are_those_of_the_law() -> None:
    values = {entry["key"]: entry["value"] for entry in LIMITS}
    assert values["desk_answer_limit"] == "8 working_hour"
    assert values["supplement_notice_limit"] == "3 working_day"
    assert values["counter_cutoff"] == "15:00"
    assert values["uncollected_after"] == "15 day"
    assert values["pickup_counts"] is False


def test_one_code_shape_is_in_force_on_every_day() -> None:
    spans = [days(entry) for entry in document("rulebook/code_shape.json")["code_shape"]]
    assert all((after[0] - before[1]).days == 1 for before, after in pairwise(spans))
    assert [entry["value"] for entry in document("rulebook/code_shape.json")["code_shape"]] == list(Shape)


def test_the_demo_year_writes_codes_in_the_shape_of_2016() -> None:
    first = document("rulebook/code_shape.json")["code_shape"][0]
    assert days(first)[0] <= date(2020, 9, 14) <= days(first)[1]


def test_level_schemes_follow_on_and_each_level_asks_for_more() -> None:
    schemes = document("rulebook/levels.json")["schemes"]
    spans = [days(scheme) for scheme in schemes]
    assert all((after[0] - before[1]).days == 1 for before, after in pairwise(spans))
    for scheme in schemes:
        needs = [set(level["needs"]) for level in scheme["levels"]]
        assert all(lower < higher for lower, higher in pairwise(needs)), scheme["code"]


def test_the_six_forms_and_two_slips_are_there_with_their_paper() -> None:
    papers = {form["form"]: form["paper"] for form in document("rulebook/forms.json")["forms"]}
    assert papers == {
        **dict.fromkeys(("01", "02", "03", "04", "05", "transfer_slip", "extension_request"), "A5"),
        "06": "A4 landscape",
    }
    for form in document("rulebook/forms.json")["forms"]:
        keys = [field["key"] for field in form["fields"]]
        assert len(set(keys)) == len(keys), form["form"]


def test_the_index_set_of_2022_adds_up_to_a_hundred() -> None:
    groups = document("rulebook/qd-766.json")["groups"]
    assert [group["points"] for group in groups] == [18, 20, 12, 10, 18, 22]
    for group in groups:
        assert sum(item["points"] for item in group["items"]) == group["points"], group["key"]
    splits = {group["key"]: [item["points"] for item in group["items"]] for group in groups}
    assert splits["transparency"] == [6, 4, 2, 6]
    assert splits["digitisation"] == [6, 4, 2, 2, 4, 2, 2]


def test_every_agency_has_posts_with_known_roles_and_a_reserve_for_each() -> None:
    for agency in rows("agencies.csv"):
        posts = posts_at(agency)
        roles = {post["role"] for post in posts}
        assert roles, agency["name"]
        assert roles <= set(ROLES)
        for role in roles:
            held = [post["is_reserve"] for post in posts if post["role"] == role]
            assert set(held) == {True, False}, (agency["name"], role)
        assert all(post["title_vi"] and post["count"] >= 1 for post in posts)


def test_every_desk_has_someone_to_receive() -> None:
    for agency in rows("agencies.csv"):
        has_officer = any(post["role"] == "desk_officer" for post in posts_at(agency))
        assert has_officer == (agency["has_desk"] == "true"), agency["name"]


def test_there_are_over_400_parts_of_names_without_repeats() -> None:
    names = document("names.json")
    parts = [names["family"], *names["middle"].values(), *names["given"].values()]
    assert sum(map(len, parts)) >= 400
    assert all(len(set(part)) == len(part) for part in parts)
    assert len(names["family_weights"]) == len(names["family"])
    assert all(weight >= 1 for weight in names["family_weights"])
