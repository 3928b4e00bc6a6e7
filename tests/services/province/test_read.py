"""services/province/read: a folder with a mistake is refused with file, place and reason."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from motcua.services.province.files import WrongProvince
from motcua.services.province.read import read_province


@pytest.fixture
def folder(small_province: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_province, tmp_path / "province"))


def with_requirement(folder: Path, **said: Any) -> Path:
    """The folder with the first requirement of the marital status procedure saying that."""
    file = folder / "procedures" / "1.004873.json"
    content = json.loads(file.read_text("utf-8"))
    asked = {**content["requirements"][0], **said}
    content["requirements"][0] = {key: value for key, value in asked.items() if value is not None}
    file.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return folder


def test_the_province_as_it_is_shipped_is_read_whole(folder: Path) -> None:
    assert sorted(read_province(folder).procedures) == ["1.001193", "1.004873"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"is_met_by_form": None}, "requirement 1 lacks is_met_by_form"),
        ({"is_met_by_form": "yes"}, "requirement 1 says is_met_by_form is yes: use true or false"),
        ({"is_required": 1}, "requirement 1 says is_required is 1: use true or false"),
        ({"is_shown_only": True}, "requirement 1 is met by the form and only shown: it can be one of them"),
    ],
)
def test_a_requirement_that_does_not_say_what_it_is_is_refused(
    folder: Path, said: dict[str, Any], reason: str
) -> None:
    with pytest.raises(WrongProvince) as refused:
        read_province(with_requirement(folder, **said))
    assert f"procedures/1.004873.json: {reason}" in str(refused.value)
