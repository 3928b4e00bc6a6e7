"""The areas of 2020 and the agencies of three tiers, code by code."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from motcua.rules.dossier_codes import long_agency_code, short_agency_code
from tests.province.province_files import PROVINCE, agencies, desks, rows, texts

COMMUNE_KINDS = ("xa", "phuong", "thi_tran")
# Đồng Hới, Quảng Trạch and Ba Đồn have no communes of ethnic minorities and no such office (assumed).
WITHOUT_ETHNIC_OFFICE = {"UBND thành phố Đồng Hới", "UBND huyện Quảng Trạch", "UBND thị xã Ba Đồn"}


def test_there_are_160_areas_of_which_151_are_communes() -> None:
    kinds = Counter(row["kind"] for row in rows("areas.csv"))
    assert sum(kinds.values()) == 160
    assert sum(kinds[kind] for kind in COMMUNE_KINDS) == 151
    assert (kinds["tinh"], kinds["thanh_pho"], kinds["thi_xa"], kinds["huyen"]) == (1, 1, 1, 6)


def test_every_area_stands_once_under_one_that_is_there() -> None:
    codes = [row["code"] for row in rows("areas.csv")]
    assert len(set(codes)) == len(codes)
    assert {row["parent_code"] for row in rows("areas.csv")} - {""} <= set(codes)
    assert [row["code"] for row in rows("areas.csv") if not row["parent_code"]] == ["44"]


def test_every_agency_has_a_code_of_its_own_in_both_shapes() -> None:
    codes = [row["code"] for row in rows("agencies.csv")]
    assert len(set(codes)) == len(codes)
    assert all(long_agency_code(code) == code for code in codes)
    assert len({short_agency_code(code) for code in codes}) == len(codes)
    assert all(code.endswith(".H46") for code in codes)


@pytest.mark.parametrize(
    ("tier", "kind", "count"),
    [
        ("province", "peoples_committee", 1),
        ("province", "service_centre", 1),
        ("province", "office", 1),
        ("province", "department", 21),
        ("district", "peoples_committee", 8),
        ("district", "vertical_unit", 8 * 4),
        ("district", "district_office", 8 * 13 - len(WITHOUT_ETHNIC_OFFICE)),
        ("commune", "peoples_committee", 151),
    ],
)
def test_each_tier_has_its_agencies(tier: str, kind: str, count: int) -> None:
    found = [row for row in rows("agencies.csv") if (row["tier"], row["kind"]) == (tier, kind)]
    assert len(found) == count


def test_every_agency_stands_under_one_that_is_there_and_in_an_area_that_is_there() -> None:
    areas = {row["code"] for row in rows("areas.csv")}
    for row in rows("agencies.csv"):
        assert row["area_code"] in areas, row
        assert row["parent_code"] in agencies() or row["code"] == "000.00.00.H46", row


def test_every_commune_and_district_has_its_committee_with_a_desk() -> None:
    wanted = {row["code"] for row in rows("areas.csv") if row["kind"] != "tinh"}
    assert {row["area_code"] for row in [*desks("commune"), *desks("district")]} == wanted
    assert [row["abbr"] for row in desks("province")] == ["TTHCC"]


def test_a_unit_of_a_district_carries_the_districts_number() -> None:
    for row in rows("agencies.csv"):
        if row["tier"] != "province" and row["code"].startswith("000.") and row["code"][4:6] != "00":
            assert row["parent_code"] == f"000.00.{row['code'][7:9]}.H46", row


@pytest.mark.parametrize(
    ("abbr", "parent", "name"),
    [
        ("PKTHT", "UBND thành phố Đồng Hới", "Phòng Quản lý đô thị thành phố Đồng Hới"),
        ("PKTHT", "UBND thị xã Ba Đồn", "Phòng Quản lý đô thị thị xã Ba Đồn"),
        ("PKTHT", "UBND huyện Lệ Thủy", "Phòng Kinh tế và Hạ tầng huyện Lệ Thủy"),
        ("PNNPTNT", "UBND thị xã Ba Đồn", "Phòng Kinh tế thị xã Ba Đồn"),
        ("TTH", "UBND thành phố Đồng Hới", "Thanh tra thành phố Đồng Hới"),
        ("CAH", "UBND huyện Minh Hóa", "Công an huyện Minh Hóa"),
        ("UBND", "UBND huyện Lệ Thủy", "UBND xã Phong Thủy"),
        ("UBND", "UBND huyện Bố Trạch", "UBND thị trấn Nông trường Việt Trung"),
    ],
)
def test_units_are_named_as_town_and_country_name_them(abbr: str, parent: str, name: str) -> None:
    (row,) = (row for row in rows("agencies.csv") if row["name"] == name)
    assert row["abbr"] == abbr
    assert agencies()[row["parent_code"]]["name"] == parent


def test_only_the_provinces_own_code_is_known_all_others_are_marked_assumed() -> None:
    sure = [row["code"] for row in rows("agencies.csv") if row["is_code_assumed"] == "false"]
    assert sure == ["000.00.00.H46"]


def test_district_offices_for_ethnic_affairs_stand_only_where_assumed() -> None:
    without = {row["name"] for row in desks("district")} - {
        agencies()[row["parent_code"]]["name"] for row in rows("agencies.csv") if row["abbr"] == "PDT"
    }
    assert without == WITHOUT_ETHNIC_OFFICE


def test_every_file_is_written_in_composed_letters_without_stray_spaces() -> None:
    for path in sorted([*PROVINCE.glob("*.csv"), *PROVINCE.glob("desks/*.csv")]):
        text = path.read_text("utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name
    for row in rows("agencies.csv"):
        assert all(cell == " ".join(cell.split()) for cell in texts(row)), row
