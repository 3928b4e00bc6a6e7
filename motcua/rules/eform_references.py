"""Puts each `$ref` to a shared fragment (`#/$defs/person`) in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.kit.words import N_
from motcua.rules.eform_problems import Problems

#: What may stand beside a `$ref`: words about the fragment at this place, no rule of its own.
BESIDE_REFERENCE = frozenset(
    {
        "$ref",
        "title",
        "x-title-en",
        "x-hint",
        "x-hint-en",
        "x-show-if",
        "x-print",
        "x-autofill",
        "x-sample",
        "default",
    }
)

_PREFIX = "#/$defs/"
_MOST_NODES = 2000
_DEEPEST = 12


@dataclass(slots=True)
class _Expansion:
    fragments: Mapping[str, object]
    problems: Problems
    used: set[str] = field(default_factory=set)
    nodes_count: int = 0

    def expand(self, node: object, pointer: str, inside: tuple[str, ...]) -> object:
        self.nodes_count += 1
        if not isinstance(node, Mapping) or self.nodes_count > _MOST_NODES or pointer.count("/") > _DEEPEST:
            return node
        if "$ref" in node:
            return self._fragment(node, pointer, inside)
        expanded = dict(node)
        if isinstance(properties := node.get("properties"), Mapping):
            expanded["properties"] = {
                name: self.expand(inner, f"{pointer}/properties/{name}", inside)
                for name, inner in properties.items()
            }
        if "items" in node:
            expanded["items"] = self.expand(node["items"], f"{pointer}/items", inside)
        return expanded

    def _fragment(self, node: Mapping[str, object], pointer: str, inside: tuple[str, ...]) -> object:
        name = str(node["$ref"]).removeprefix(_PREFIX)
        fragment = self.fragments.get(name)
        if node["$ref"] != _PREFIX + name or not isinstance(fragment, Mapping):
            self.problems.add(
                pointer,
                "unknown_fragment",
                N_("Không có mảnh dùng chung “%(name)s” trong $defs."),
                name=node["$ref"],
            )
            return {}
        if name in inside:
            self.problems.add(pointer, "endless_fragment", N_("Mảnh “%(name)s” gọi lại chính nó."), name=name)
            return {}
        self.used.add(name)
        for keyword in sorted(set(node) - BESIDE_REFERENCE):
            self.problems.add(
                pointer, "beside_reference", N_("Không được đặt “%(keyword)s” cạnh $ref."), keyword=keyword
            )
        merged = {**fragment, **{key: value for key, value in node.items() if key != "$ref"}}
        return self.expand(merged, pointer, (*inside, name))


def with_fragments(schema: Mapping[str, object], problems: Problems) -> dict[str, object]:
    """The schema without `$ref` and `$defs`; problems name unknown, endless and unused fragments."""
    fragments = schema.get("$defs", {})
    if not isinstance(fragments, Mapping):
        problems.add("/$defs", "wrong_value", N_("“$defs” phải là một đối tượng."))
        fragments = {}
    expansion = _Expansion(fragments, problems)
    expanded = expansion.expand(schema, "", ())
    if expansion.nodes_count > _MOST_NODES:
        problems.add("", "too_big", N_("Mẫu đơn quá lớn: nhiều hơn %(most)s phần."), most=_MOST_NODES)
    for name in fragments:
        if name not in expansion.used:
            problems.add(
                f"/$defs/{name}", "unused_fragment", N_("Mảnh “%(name)s” không được dùng."), name=name
            )
    plain = dict(expanded) if isinstance(expanded, Mapping) else {}
    plain.pop("$defs", None)
    return plain
