"""The style sheets keep their promises: legible in light and dark, small, and coloured in one place."""

from __future__ import annotations

import re
from itertools import product

import pytest

from tests.web.layout.rendering import LAYOUT

STYLES = LAYOUT / "static" / "layout"
SHEETS = {path.name: path.read_text() for path in sorted(STYLES.glob("*.css"))}
LARGEST_BYTES = 26 * 1024
LEAST_CONTRAST = 4.5
LEAST_EDGE_CONTRAST = 3.0  # WCAG 1.4.11: what is not text

# Text that takes its ground from something around it.
INHERITED = [
    *product(["ink", "ink-soft", "river", "river-hover", "lacquer"], ["sand", "paper", "sand-deep"]),
    *product(["ink", "ink-soft"], ["box", "river-wash", "gold-wash", "leaf-wash", "lacquer-wash"]),
    ("ink-soft", "hatch"),
    ("river-hover", "river-wash"),
    ("river", "river-wash"),
    ("on-deep", "deep"),
    ("on-deep-soft", "deep"),
]
EDGES = [
    ("edge", "box"),
    ("edge", "sand"),
    ("river", "sand"),
    ("gold", "sand"),
    ("gilt", "deep"),
    ("ink", "focus"),
]


def _tokens(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", css))


def _schemes() -> dict[str, dict[str, str]]:
    light, dark = SHEETS["tokens.css"].split("@media (prefers-color-scheme: dark)")
    return {"light": _tokens(light), "dark": {**_tokens(light), **_tokens(dark)}}


def _pairs_in_one_rule() -> set[tuple[str, str]]:
    found = set()
    for css in SHEETS.values():
        for body in re.findall(r"\{([^{}]*)\}", css):
            ink = re.search(r"(?<![-a-z])color: var\(--([a-z-]+)\)", body)
            ground = re.search(r"(?<![-a-z])background: var\(--([a-z-]+)\)", body)
            if ink and ground:
                found.add((ink[1], ground[1]))
    return found


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted([_luminance(one), _luminance(other)], reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_is_legible_on_its_ground(scheme: str) -> None:
    tokens = _schemes()[scheme]
    pairs = {*INHERITED, *_pairs_in_one_rule()}
    assert len(_pairs_in_one_rule()) > 10
    faint = {
        (ink, ground): round(contrast(tokens[ink], tokens[ground]), 2)
        for ink, ground in pairs
        if contrast(tokens[ink], tokens[ground]) < LEAST_CONTRAST
    }
    assert not faint


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_that_carry_meaning_can_be_seen(scheme: str) -> None:
    tokens = _schemes()[scheme]
    if scheme == "dark":
        tokens["ink"] = tokens["sand"]  # the focus ring's yellow stands on the dark ground
    faint = [pair for pair in EDGES if contrast(tokens[pair[0]], tokens[pair[1]]) < LEAST_EDGE_CONTRAST]
    assert not faint


def test_colours_are_named_in_the_tokens_only() -> None:
    loose = {
        name: found
        for name, css in SHEETS.items()
        if name not in ("tokens.css", "print.css")
        and (found := re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl", css))
    }
    assert not loose


def test_every_token_that_is_used_is_defined() -> None:
    defined = set(re.findall(r"(--[a-z0-9-]+):", SHEETS["tokens.css"]))
    used = {name for css in SHEETS.values() for name in re.findall(r"var\((--[a-z0-9-]+)\)", css)}
    assert used <= defined


def test_red_is_kept_for_what_is_late_or_wrong() -> None:
    rules = [rule for css in SHEETS.values() for rule in re.findall(r"([^{}]+)\{[^{}]*var\(--lacquer", css)]
    meant = re.compile(r"late|why|bad|errors|over|notice\.error|zero")
    assert rules
    assert [rule.strip() for rule in rules if not meant.search(rule)] == []


def test_all_style_sheets_together_are_light() -> None:
    assert sum(len(css.encode()) for css in SHEETS.values()) <= LARGEST_BYTES
