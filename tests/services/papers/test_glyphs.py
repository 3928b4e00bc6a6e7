"""Every Vietnamese letter is drawn on each of the six forms: none missing, none like another."""

from __future__ import annotations

import io
import subprocess
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from django.conf import settings

from motcua.services.papers._typst import set_sheet

AT = datetime(2020, 9, 15, 2, tzinfo=UTC)
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VOWELS = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES]
LOWER = [*VOWELS, *"bcdđghklmnpqrstvx"]
ALPHABET = [*LOWER, *(letter.upper() for letter in LOWER)]
LINES = [" ".join(ALPHABET[at : at + 12]) for at in range(0, len(ALPHABET), 12)]
WORDS = " ".join(LINES)
COMMON: dict[str, Any] = {
    "number": "1",
    "place": "Đồng Hới",
    "issued_on": "2020-09-15",
    "agency": "UBND",
    "desk": "Một cửa",
    "dossier_code": "000.25.30.H46-200914-0001",
    "applicant": WORDS,
    "procedure": WORDS,
    "address": WORDS,
    "received_at": "2020-09-14T09:00",
    "due_at": "2020-09-17T17:00",
    "reason": WORDS,
    "appointed_at": "2020-09-24T17:00",
}
HOLDER = {"agency": "UBND", "officer": "Thu"}
HAND_OVER = {"giver": HOLDER, "receiver": None, "at": "2020-09-14T09:00", "result": "", "note": WORDS}
FORMS: dict[str, dict[str, Any]] = {
    "receipt": {**COMMON, "documents": [{"name": WORDS}]},
    "supplement_notice": {**COMMON, "items": [{"name": WORDS, "defect": WORDS}], "adviser": "Thu"},
    "refusal_notice": COMMON,
    "apology_notice": COMMON,
    "control_slip": {**COMMON, "hand_overs": [HAND_OVER]},
    "register": {"title": "Sổ", "columns": ["a", "b"] + [""] * 13, "rows": [[WORDS] * 15], "pages_before": 0},
}


def glyphs(pdf: bytes) -> list[int]:
    """The glyph ids that the pages show, of every font; 0 is the box for what a font lacks."""
    found: list[int] = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            for operands, operator in pikepdf.parse_content_stream(page, "Tj TJ"):
                shown = operands[0] if str(operator) == "TJ" else operands
                for one in shown:
                    if isinstance(one, pikepdf.String):
                        raw = bytes(one)
                        found += [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]
    return found


@pytest.mark.parametrize("form", FORMS)
def test_each_letter_is_drawn_and_read_back(form: str, tmp_path: Path) -> None:
    pdf = set_sheet(form, FORMS[form], at=AT)
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True, text=True)
    text = unicodedata.normalize("NFC", done.stdout)
    assert set(ALPHABET) <= set(text)
    drawn = glyphs(pdf)
    assert len(drawn) > len(ALPHABET)
    assert 0 not in drawn


def test_what_no_font_has_is_a_box_the_text_says_and_not_a_hole(tmp_path: Path) -> None:
    pdf = set_sheet("refusal_notice", {**COMMON, "applicant": "字"}, at=AT)
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True)
    assert "□" in done.stdout


@pytest.mark.parametrize("weight", [400, 600, 700])
def test_no_two_letters_are_drawn_alike(weight: int, tmp_path: Path) -> None:
    fonts = Path(settings.ROOT) / "node_modules" / "@expo-google-fonts" / "be-vietnam-pro"
    pages = "\n#pagebreak()\n".join(ALPHABET)
    source = tmp_path / "letters.typ"
    source.write_text(
        "#set page(width: 12mm, height: 12mm, margin: 2mm)\n"
        f'#set text(font: "Be Vietnam Pro", weight: {weight}, size: 16pt, fallback: false)\n{pages}'
    )
    pictures = typst.compile(source, format="png", ppi=110, font_paths=[fonts], ignore_system_fonts=True)
    assert isinstance(pictures, list)
    assert len(pictures) == len(ALPHABET)
    assert len(set(pictures)) == len(ALPHABET)
