"""Reads a province's folder whole and checks that every reference holds, before a row is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from motcua.bpmn.parse import parse_definitions
from motcua.bpmn.read import read_drawings
from motcua.kit.errors import Unusable
from motcua.kit.refusal import Refused
from motcua.rules.eform_compile import form_problems
from motcua.rules.process_table import NotCompilable, ProcessTable, compile_process
from motcua.rules.time_limit import parse_limit
from motcua.services.province.files import ProvinceFolder, WrongProvince

_AGENCY_COLUMNS = (
    *("code", "abbr", "name", "tier", "kind", "area_code", "parent_code"),
    *("has_desk", "address", "phone", "is_code_assumed"),
)
_PROCEDURE_KEYS = (
    *("code", "name_vi", "name_en", "field", "tier", "competent", "limit", "resume", "is_immediate"),
    *("fees", "requirements", "result", "declared_level", "offers", "pauses", "keywords_vi", "life_event"),
)
_REQUIREMENT_SAYS = ("is_required", "is_shown_only", "is_met_by_form")
_REQUIREMENT_KEYS = ("key", "name_vi", "name_en", "originals", "certified", "copies", *_REQUIREMENT_SAYS)


@dataclass(frozen=True, slots=True)
class ReadProcess:
    xml: str
    table: ProcessTable


@dataclass(frozen=True, slots=True)
class Province:
    """Everything in the folder, checked; keyed by code."""

    areas: Mapping[str, Mapping[str, str]]
    agencies: Mapping[str, Mapping[str, str]]
    fields: Mapping[str, Mapping[str, str]]
    procedures: Mapping[str, Mapping[str, Any]]
    eforms: Mapping[str, Mapping[str, Any]]
    processes: Mapping[str, ReadProcess]
    calendar: Mapping[str, Any]
    rulebook: Mapping[str, Any]


def read_province(root: Path) -> Province:
    """The folder's content. Raises WrongProvince naming every file, row and reason."""
    folder = ProvinceFolder(root)
    areas = _keyed(folder, "areas.csv", ("code", "name", "kind", "parent_code"))
    agencies = _keyed(folder, "agencies.csv", _AGENCY_COLUMNS)
    fields = _keyed(folder, "fields.csv", ("code", "name_vi", "name_en"))
    _check_parents(folder, "areas.csv", areas, "parent_code", areas)
    _check_parents(folder, "agencies.csv", agencies, "parent_code", agencies)
    _check_parents(folder, "agencies.csv", agencies, "area_code", areas)
    procedures = _procedures(folder, fields)
    eforms = {code: _eform(folder, code) for code in procedures}
    processes = {code: _process(folder, code) for code in procedures}
    calendar = {"hours": _hours(folder), "days": _days(folder), "agencies": {}}
    rulebook = _rulebook(folder)
    if folder.problems:
        raise WrongProvince(folder.problems)
    return Province(
        areas=_plain(areas),
        agencies=_plain(agencies),
        fields=_plain(fields),
        procedures=procedures,
        eforms={code: form for code, form in eforms.items() if form is not None},
        processes={code: process for code, process in processes.items() if process is not None},
        calendar=calendar,
        rulebook=rulebook,
    )


Numbered = dict[str, tuple[int, dict[str, str]]]


def _keyed(folder: ProvinceFolder, file: str, columns: Iterable[str]) -> Numbered:
    found: Numbered = {}
    for line, row in folder.rows(file, tuple(columns)):
        if not row["code"]:
            folder.complain(file, line, "has no code")
        elif row["code"] in found:
            folder.complain(file, line, f"code {row['code']} stands in row {found[row['code']][0]} already")
        else:
            found[row["code"]] = (line, row)
    return found


def _plain(rows: Numbered) -> dict[str, dict[str, str]]:
    return {code: row for code, (_, row) in rows.items()}


def _check_parents(folder: ProvinceFolder, file: str, rows: Numbered, column: str, known: Numbered) -> None:
    for line, row in rows.values():
        if row[column] and row[column] not in known:
            folder.complain(file, line, f"{column} {row[column]} is not known")


def _procedures(folder: ProvinceFolder, fields: Numbered) -> dict[str, dict[str, Any]]:
    found = {}
    for code in folder.names("procedures", ".json"):
        file = f"procedures/{code}.json"
        content = folder.document(file)
        if content is not None and _is_whole(folder, file, code, content, fields):
            found[code] = content
    return found


def _is_whole(folder: ProvinceFolder, file: str, code: str, content: Any, fields: Numbered) -> bool:
    before = len(folder.problems)
    missing = [key for key in _PROCEDURE_KEYS if key not in content]
    if missing:
        folder.complain(file, 0, f"lacks {', '.join(missing)}")
        return False
    if content["code"] != code:
        folder.complain(file, 0, f"says code {content['code']}")
    if content["field"] not in fields:
        folder.complain(file, 0, f"field {content['field']} is not in fields.csv")
    if content["resume"] not in ("restart", "continue"):
        folder.complain(file, 0, f"resume is {content['resume']}: use restart or continue")
    try:
        parse_limit(content["limit"])
    except Unusable as problem:
        folder.complain(file, 0, str(problem))
    for number, asked in enumerate(content["requirements"], start=1):
        for wrong in _requirement_problems(asked):
            folder.complain(file, 0, f"requirement {number} {wrong}")
    return len(folder.problems) == before


def _requirement_problems(asked: Mapping[str, Any]) -> Iterator[str]:
    lacking = [key for key in _REQUIREMENT_KEYS if key not in asked]
    if lacking:
        yield f"lacks {', '.join(lacking)}"
    for key in _REQUIREMENT_SAYS:
        if not isinstance(asked.get(key, False), bool):
            yield f"says {key} is {asked[key]}: use true or false"
    if asked.get("is_met_by_form") and asked.get("is_shown_only"):
        yield "is met by the form and only shown: it can be one of them"


def _eform(folder: ProvinceFolder, code: str) -> Any:
    file = f"eforms/{code}.json"
    schema = folder.document(file)
    if schema is not None:
        for problem in form_problems(schema):
            folder.complain(file, 0, str(problem))
    return schema


def _process(folder: ProvinceFolder, code: str) -> ReadProcess | None:
    file = f"processes/{code}.bpmn"
    try:
        xml = (folder.root / file).read_text("utf-8")
    except OSError as problem:
        folder.complain(file, 0, f"cannot be read: {problem.strerror}")
        return None
    table = _compiled(xml)
    if isinstance(table, str):
        folder.complain(file, 0, table)
        return None
    return ReadProcess(xml, table)


def _compiled(xml: str) -> ProcessTable | str:
    """The table a BPMN file compiles to, or why it does not."""
    definitions = parse_definitions(xml.encode("utf-8"))
    if isinstance(definitions, Refused):
        return str(definitions)
    drawings = read_drawings(definitions)
    if len(drawings) != 1:
        return f"holds {len(drawings)} processes instead of one"
    try:
        return compile_process(drawings[0].process)
    except NotCompilable as problem:
        return f"cannot be run: {problem}"


def _hours(folder: ProvinceFolder) -> Any:
    content = folder.document("rulebook/hours.json")
    return content["hours"] if content else {}


def _days(folder: ProvinceFolder) -> list[dict[str, str]]:
    return [row for _, row in folder.rows("rulebook/calendar.csv", ("date", "kind", "name_vi"))]


def _rulebook(folder: ProvinceFolder) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for name in folder.names("rulebook", ".json"):
        content[name] = folder.document(f"rulebook/{name}.json")
    sets = folder.names("rulebook/index-sets", ".json")
    content["index_sets"] = {name: folder.document(f"rulebook/index-sets/{name}.json") for name in sets}
    return content
