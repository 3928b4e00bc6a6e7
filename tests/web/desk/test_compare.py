"""The form beside its former self: what changed, what is new, what is gone."""

from __future__ import annotations

from motcua.rules.eform_show import ShownLine, ShownPage
from motcua.web.desk.compare import compared


def page(**answers: str) -> ShownPage:
    lines = (ShownLine(name.replace("_", "."), "", name, value) for name, value in answers.items())
    return ShownPage(0, "Những nơi đã ở", tuple(lines))


def told(now: ShownPage, former: ShownPage | None) -> list[tuple[str, str, str | None]]:
    [shown] = compared([now], None if former is None else [former])
    return [(line.label, line.value, line.before) for line in shown.lines]


def test_without_a_former_form_nothing_is_marked() -> None:
    assert told(page(name="Lan"), None) == [("name", "Lan", None)]


def test_only_what_changed_says_what_it_was() -> None:
    now, former = page(name="Lan", born="1990"), page(name="Lan", born="1991")
    assert told(now, former) == [("name", "Lan", None), ("born", "1990", "1991")]


def test_a_new_row_was_not_answered_before() -> None:
    assert told(page(place_0="Thôn 1", place_1="Thôn 2"), page(place_0="Thôn 1"))[1] == (
        "place_1",
        "Thôn 2",
        "",
    )


def test_an_answer_that_is_gone_stands_at_the_end() -> None:
    assert told(page(name="Lan"), page(spouse="Bình", name="Lan", blank="")) == [
        ("name", "Lan", None),
        ("spouse", "", "Bình"),
    ]
