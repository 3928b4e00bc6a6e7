"""Forms 01–04 on paper: A5, tagged, every field there, hostile text shown and never run."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import typst

from tests.web.layout.print_samples import NEEDED, SHEETS
from tests.web.layout.rendering import ROOT

TEMPLATES = ROOT / "motcua" / "services" / "papers" / "typst"
FONTS = ROOT / "node_modules" / "@expo-google-fonts" / "be-vietnam-pro"
A5_POINTS = (148 / 25.4 * 72, 210 / 25.4 * 72)
HOSTILE = '#panic("x") $x^2$ *đậm* _nghiêng_ <nhãn> @ref \\ // chú ` [a] #import "/etc/passwd": * {{ }} --- ~'


def compiled(form: str, data: dict[str, Any]) -> bytes:
    pdf, warnings = typst.compile_with_warnings(
        TEMPLATES / f"{form}.typ",
        root=TEMPLATES,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"data": json.dumps(data)},
    )
    assert warnings == []
    return pdf


def told(command: str, pdf: bytes, folder: Path, *options: str) -> str:
    path = folder / "sheet.pdf"
    path.write_bytes(pdf)
    output = ["-"] if command == "pdftotext" else []
    done = subprocess.run([command, *options, path, *output], capture_output=True, check=True)
    return unicodedata.normalize("NFC", done.stdout.decode())


def words_of(pdf: bytes, folder: Path) -> str:
    """The text in one line; a word broken over a line is whole again."""
    return " ".join(told("pdftotext", pdf, folder, "-layout").replace("\u200b", "").split())


def written(data: Any) -> list[str]:
    """Every text a sheet was given, down to the rows of its tables."""
    if isinstance(data, dict):
        hidden = ("qr_svg", "days", "is_demo")
        return [text for name, inner in data.items() if name not in hidden for text in written(inner)]
    if isinstance(data, list):
        return [text for inner in data for text in written(inner)]
    return [] if re.match(r"\d{4}-\d{2}-\d{2}", str(data)) else [str(data)]


@pytest.mark.parametrize("form", SHEETS)
def test_a_sheet_is_one_tagged_a5_page_in_vietnamese(form: str, tmp_path: Path) -> None:
    facts = told("pdfinfo", compiled(form, SHEETS[form]), tmp_path)
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", facts)
    assert size
    assert (float(size[1]), float(size[2])) == pytest.approx(A5_POINTS, abs=0.5)
    assert re.search(r"Pages:\s+1\n", facts)
    assert re.search(r"Tagged:\s+yes", facts)
    assert re.search(r"Title:\s+\S+ .* H46", facts)


@pytest.mark.parametrize("form", SHEETS)
def test_a_sheet_says_all_it_was_given(form: str, tmp_path: Path) -> None:
    said = words_of(compiled(form, SHEETS[form]), tmp_path).replace(" ", "").lower()
    # the sheet never shows who submitted where nobody but the head of the agency signs
    absent = {
        "supplement_notice": ["submitter"],
        "apology_notice": ["submitter", "address", "phone", "email"],
    }
    given = {name: text for name, text in SHEETS[form].items() if name not in absent.get(form, [])}
    missing = [text for text in written(given) if text.replace(" ", "").lower() not in said]
    # words of a cell that runs over two lines are told apart by the cell beside it
    beside = written([SHEETS[form].get(rows, []) for rows in ("documents", "items")])
    assert [text for text in missing if text not in beside] == []
    assert "cộnghòaxãhộichủnghĩaviệtnam" in said
    assert "độclập-tựdo-hạnhphúc" in said


def test_the_receipt_promises_an_instant_in_words(tmp_path: Path) -> None:
    said = words_of(compiled("receipt", SHEETS["receipt"]), tmp_path)
    assert "Thời gian nhận hồ sơ: 15 giờ 30 phút, thứ Sáu, ngày 11/09/2020" in said
    assert "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, thứ Ba, ngày 06/10/2020" in said
    assert "Lệ Thủy, ngày 11 tháng 9 năm 2020" in said


@pytest.mark.parametrize("form", SHEETS)
def test_missing_fields_leave_neither_label_nor_hole(form: str, tmp_path: Path) -> None:
    bare = {name: SHEETS[form][name] for name in NEEDED[form]}
    said = words_of(compiled(form, bare), tmp_path)
    assert "none" not in said
    for label in ("Email", "Số điện thoại", "Địa chỉ", "Tra cứu", "Mã phiếu khảo sát", "BẢN DÙNG THỬ"):
        assert label not in said
    emptied = {name: "" if isinstance(text, str) else None for name, text in SHEETS[form].items()}
    assert words_of(compiled(form, emptied | bare), tmp_path) == said


@pytest.mark.parametrize("form", SHEETS)
def test_hostile_text_is_shown_as_it_is(form: str, tmp_path: Path) -> None:
    data = {name: HOSTILE if _is_free_text(name, text) else text for name, text in SHEETS[form].items()}
    for rows in ("documents", "items"):
        if rows in data:
            data[rows] = [row | {"name": HOSTILE, "defect": HOSTILE} for row in data[rows]]
    said = words_of(compiled(form, data), tmp_path).replace(" ", "")
    assert said.count('#panic("x")$x^2$*đậm*_nghiêng_<nhãn>@ref') >= 3
    assert "root:" not in said


def _is_free_text(name: str, text: object) -> bool:
    is_date = name in ("issued_on", "answer_by", "received_at", "due_at", "appointed_at")
    return isinstance(text, str) and name != "qr_svg" and not is_date


def test_letters_no_font_has_are_boxes_and_never_stop_the_sheet(tmp_path: Path) -> None:
    data = SHEETS["refusal_notice"] | {"reason": "Tên 😀 漢字 \u202e\x07 kết thúc"}
    said = words_of(compiled("refusal_notice", data), tmp_path)
    assert "□" in said
    assert "kết thúc" in said


def test_a_word_longer_than_the_line_is_broken_inside_the_sheet(tmp_path: Path) -> None:
    name = "A" * 300
    pdf = compiled("refusal_notice", SHEETS["refusal_notice"] | {"applicant": name, "submitter": ""})
    boxes = told("pdftotext", pdf, tmp_path, "-bbox")
    assert boxes.count("AAAA") > 5
    assert max(float(edge) for edge in re.findall(r'xMax="([\d.]+)"', boxes)) < A5_POINTS[0]


def test_long_names_run_on_to_a_second_numbered_page(tmp_path: Path) -> None:
    papers = [
        {"name": f"Giấy tờ thứ {number} có tên dài " + "rất " * 20, "copy_count": 1} for number in range(20)
    ]
    pdf = compiled("receipt", SHEETS["receipt"] | {"documents": papers})
    said = words_of(pdf, tmp_path)
    assert "Trang 1/2" in said
    assert "Trang 2/2" in said
    assert said.count("TT Tên giấy tờ") == 2


def test_a_long_reckoning_keeps_its_first_and_last_weeks(tmp_path: Path) -> None:
    start = date(2020, 8, 31)
    days = [{"on": (start + timedelta(days=at)).isoformat(), "kind": "counted"} for at in range(400)]
    days[0]["kind"], days[-1]["kind"] = "start", "due"
    pdf = compiled("receipt", SHEETS["receipt"] | {"days": days})
    last = start + timedelta(days=399)
    said = words_of(pdf, tmp_path)
    assert "31/8" in said
    assert f"{last:%d}/{last.month}" in said
    assert re.search(r"Pages:\s+1\n", told("pdfinfo", pdf, tmp_path))


def test_a_refusal_after_appraisal_has_its_own_heading(tmp_path: Path) -> None:
    said = words_of(
        compiled("refusal_notice", SHEETS["refusal_notice"] | {"is_after_appraisal": True}), tmp_path
    )
    assert "PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ" in said
    assert "không giải quyết hồ sơ này" in said
