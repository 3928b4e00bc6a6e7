"""Only BPMN 2.0 gets in, and hostile XML does no harm."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest

from motcua.bpmn.names import BPMN
from motcua.bpmn.parse import MOST_BYTES, parse_definitions
from motcua.bpmn.read import read_drawings
from motcua.kit.refusal import Refused

FILES = Path(__file__).parent / "files"
EMPTY = f'<definitions xmlns="{BPMN}"/>'

LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


def refusal(data: bytes) -> Refused:
    answer = parse_definitions(data)
    assert isinstance(answer, Refused)
    assert "%" not in str(answer)
    return answer


@pytest.mark.parametrize(
    "data",
    [
        EMPTY.encode(),
        b"\xef\xbb\xbf" + EMPTY.encode(),
        ('<?xml version="1.0" encoding="UTF-16"?>' + EMPTY).encode("utf-16"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?>' + EMPTY).encode("latin-1"),
        f'<b:definitions xmlns:b="{BPMN}"><x:y xmlns:x="urn:x"/></b:definitions>'.encode(),
        f"<!-- note --><!DOCTYPE definitions>{EMPTY}<?after?>".encode(),
        *(path.read_bytes() for path in sorted(FILES.glob("*.bpmn"))),
    ],
)
def test_well_formed_definitions_are_read_whatever_they_hold(data: bytes) -> None:
    assert not isinstance(parse_definitions(data), Refused)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "broken_xml"),
        (b"   ", "broken_xml"),
        (b"PK\x03\x04", "broken_xml"),
        (b"\x00\x01", "broken_xml"),
        (EMPTY.encode()[:-1], "broken_xml"),
        (EMPTY.encode() * 2, "broken_xml"),
        (f'<definitions xmlns="{BPMN}"><a></b></definitions>'.encode(), "broken_xml"),
        (f'<definitions xmlns="{BPMN}">&nbsp;</definitions>'.encode(), "broken_xml"),
        (f'<definitions xmlns="{BPMN}"><x:y/></definitions>'.encode(), "broken_xml"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "unknown_encoding"),
        (b"<definitions/>", "not_bpmn"),
        (b"<html><body>404</body></html>", "not_bpmn"),
        (f'<process xmlns="{BPMN}"/>'.encode(), "not_bpmn"),
        (b'<definitions xmlns="http://schema.omg.org/spec/BPMN/2.0"/>', "not_bpmn"),
        (b'<definitions xmlns="http://www.omg.org/spec/DMN/20180521/MODEL/"/>', "not_bpmn"),
        (f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]><d xmlns="{BPMN}">&l9;</d>'.encode(), "hostile_xml"),
        (b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>', "hostile_xml"),
        (b'<!DOCTYPE d [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;]><d/>', "hostile_xml"),
        (b" " * (MOST_BYTES + 1), "too_large"),
    ],
)
def test_anything_else_is_refused_with_the_reason(data: bytes, code: str) -> None:
    assert refusal(data).code == code


def test_the_reason_names_line_and_column() -> None:
    assert refusal(b"<a>\n <b>\n</a>").params == {"line": 3, "column": 3}


def test_a_document_type_from_elsewhere_is_never_fetched() -> None:
    data = f'<!DOCTYPE definitions SYSTEM "http://127.0.0.1:9/bpmn.dtd">{EMPTY}'.encode()
    assert not isinstance(parse_definitions(data), Refused)


def test_a_hundred_thousand_levels_are_read_without_a_crash() -> None:
    levels = 100_000
    inner = "<subProcess>" * levels + "</subProcess>" * levels
    begun = perf_counter()
    root = parse_definitions(
        f'<definitions xmlns="{BPMN}"><process id="p">{inner}</process></definitions>'.encode()
    )
    assert not isinstance(root, Refused)
    (drawing,) = read_drawings(root)
    assert drawing.flow_nodes == levels
    assert perf_counter() - begun < 5
