"""Reads the JSON of a call, and refuses text that no database keeps."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser


class StorableJson(Parser):
    """Raises ValueError (400) for what is no JSON of RFC 8259, for halves of letters and for NUL."""

    def parse_body(self, request: HttpRequest) -> Any:
        text = request.body.decode("utf-8-sig")  # left to itself json would take UTF-16 too
        body = json.loads(text, parse_constant=_no_number)
        if "\\u" in text:
            written = json.dumps(body, ensure_ascii=False)
            written.encode()  # a lone surrogate has no UTF-8
            if "\\u0000" in written:
                raise ValueError("NUL")
        return body


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")
