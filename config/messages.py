"""Collects the texts for people and brings the English catalogue up to date.

A text is Vietnamese where it stands, and that is its msgid; English lies in `locale/en`. Run
`.venv/bin/python -m config.messages` after texts were added: it keeps every translation that is still
used, drops the others, and names what has no English yet (exit 1 then).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS: Mapping[str, tuple[Any, ...] | None] = {
    **dict.fromkeys(("_", "N_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}


def main() -> int:
    found = extract_texts()
    catalogue = merge(found, read_catalogue(ENGLISH))
    write_catalogue(catalogue, ENGLISH)
    missing = [text_of(message) for message in catalogue if message.id and not is_translated(message)]
    for text in missing:
        print(f"no English: {text}")
    print(f"{len(catalogue)} texts, {len(missing)} without English", file=sys.stderr)
    return 1 if missing else 0


def extract_texts() -> Catalog:
    """Every text of code and templates, with the files it stands in."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as stream:
        methods, options = parse_mapping_cfg(stream)
    catalogue = Catalog(charset="utf-8")
    for file, _line, message, _comments, context in extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS
    ):
        catalogue.add(message, locations=[(file, None)], context=context)
    return catalogue


def extract_template(
    stream: IO[bytes], keywords: Mapping[str, Any], comments: list[str], options: Mapping[str, Any]
) -> Iterator[Any]:
    """Babel's extraction method for Django's templates."""
    code = templatize(stream.read().decode("utf-8"))
    # What is not a text has become X's, whose indentation means nothing.
    flat = "\n".join(line.strip() for line in code.splitlines())
    return extract_python(BytesIO(flat.encode("utf-8")), keywords, comments, {"encoding": "utf-8"})


def merge(found: Catalog, known: Catalog) -> Catalog:
    """The texts found, each with the translation already known for it."""
    merged = Catalog(locale="en", domain="django", project="motcua", charset="utf-8", fuzzy=False)
    for message in sorted((m for m in found if m.id), key=lambda m: (sorted(m.locations), text_of(m))):
        old = known.get(message.id, message.context)
        merged.add(
            message.id,
            _string_for(message, old),
            locations=sorted({(file, None) for file, _ in message.locations}),
            flags=message.flags,
            context=message.context,
        )
    merged.revision_date = merged.creation_date = known.creation_date
    return merged


def _string_for(message: Any, old: Any) -> Any:
    """The known translation in the shape wanted now: a text may have gained or lost its plural."""
    known = old.string if old else ""
    if isinstance(message.id, str):
        return known if isinstance(known, str) else known[0]
    return (known, known) if isinstance(known, str) else known


def read_catalogue(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="en", domain="django", charset="utf-8")
    with path.open("rb") as stream:
        return read_po(stream, locale="en", domain="django")


def write_catalogue(catalogue: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        write_po(stream, catalogue, width=110, include_lineno=False, omit_header=False)


def compile_catalogues(folder: Path = ROOT / "locale") -> None:
    """Writes the .mo file beside each .po file: what Django reads, and git does not keep."""
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        with source.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, read_catalogue(source))


def text_of(message: Any) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def is_translated(message: Any) -> bool:
    strings = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    return all(strings)


if __name__ == "__main__":
    raise SystemExit(main())
