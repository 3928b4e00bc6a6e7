"""Sets a sheet as PDF/UA-1 by the typst templates beside this file; one compiler, reused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from django.conf import settings

TEMPLATES = Path(__file__).resolve().parent / "typst"
_FONTS = Path("node_modules") / "@expo-google-fonts" / "be-vietnam-pro"
_one_at_a_time = Lock()


def set_sheet(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """The PDF of `<template>.typ` filled with `data`; the same data at the same `at` gives the same bytes."""
    with _one_at_a_time:
        pdf = _compiler().compile(
            TEMPLATES / f"{template}.typ",
            format="pdf",
            pdf_standards="ua-1",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            timestamp=int(at.timestamp()),
        )
    if not isinstance(pdf, bytes):
        raise TypeError(f"{template}: typst gave {type(pdf).__name__} and no document")
    return pdf


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=TEMPLATES, font_paths=[Path(settings.ROOT) / _FONTS], ignore_system_fonts=True)
