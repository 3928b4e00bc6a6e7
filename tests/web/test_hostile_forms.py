"""Hostile text and broken bodies through every form that anybody is shown: answered, escaped, kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from lxml import html

from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.pause import pause_dossier
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from motcua.services.dossiers.withdraw import withdraw_dossier
from motcua.services.drafts.attach_to_draft import attach_to_draft
from motcua.services.drafts.save_draft import save_draft
from motcua.services.people.make_set_up_link import make_set_up_link
from motcua.services.surveys.find_ticket import ticket_code_of
from tests.cast import MONDAY, Cast, filed, signed_in_client
from tests.memory import forget_everything
from tests.services.dossiers.steps import TUESDAY, again, complete, publish, received
from tests.services.dossiers.test_pause import COUNCIL
from tests.services.dossiers.test_request_supplement import PAPER
from tests.services.drafts.drafting import PNG, begun, ready
from tests.trust_fixtures import house
from tests.trust_story import real_files, story
from tests.web.accounts.acts import CODE, give_app, sign_in
from tests.web.asked_and_late import late_pages
from tests.web.console import test_calendar as calendar
from tests.web.desk import test_batches as batches
from tests.web.forms import Form, forms_on, forms_shown
from tests.web.handling_pages import handling_pages
from tests.web.passing_pages import passing_pages
from tests.web.queueing_pages import queueing_pages
from tests.web.releasing_pages import releasing_pages
from tests.web.test_rights_matrix import POLICY, undone
from tests.web.walking import is_html

__all__ = ["house", "real_files", "story"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MARKUP = b"<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
HOSTILE = {
    "markup": MARKUP,
    "NUL": b"Lan\x00Lan",
    "control characters": b"Lan\x01\x08\x1b[31m\x7f\xc2\x85",
    "half a letter": b"Lan \xed\xa0\x80",
    "not UTF-8": b"\xff\xfe\xc3\x28",
    "a long text": b"Lan " * 25_000,
    "backwards": "Lan\u202e\u2066\u200f\ufeff".encode(),
    "beyond the first plane": "𠮷😀\U0010ffff".encode(),
    "a template": b"{{ 7*7 }}{% load x %}${7*7}%(name)s%s%",
    "SQL": b"'; DROP TABLE dossiers_dossier; --",
    "5,000 digits": b"9" * 5000,
    "a giant number": b"18446744073709551616",
    "a negative number": b"-1",
    "no number": b"NaN",
    "Arabic digits": "٣٤٥".encode(),
    "raised digits": "²³".encode(),
    "a date outside time": b"31/02/0000",
    "nothing": b"",
    "blanks": b"  \t\r\n ",
    "line ends": b"a\r\nSet-Cookie: x=y\r\n\r\nb",
}
# What is tried in one box while the others are as the page shows them.
WORST = ("markup", "NUL", "half a letter", "5,000 digits", "raised digits", "nothing")
WHOLE_FORM = AskedItem("form", "wrong", "Ghi lại ngày sinh.")
TWO_PERIODS = {"confirm_current": "many", "periods": [{"place": "Thôn 1"}, {"place": "Thôn 2"}]}
MEGABYTE = b"a" * 1024 * 1024
TYPED = 'Lan & <b>Bình</b>"'
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
SHAPES = {
    "JSON": (b'{"version": 1, "reason": "<script>alert(1)</script>"}', "application/json"),
    "plain text": (b"reason=x", "text/plain"),
    "no type": (b"reason=x", ""),
    "parts that never begin": (b"junk", PARTS),
    "parts without a boundary": (b"junk", "multipart/form-data"),
    "parts cut off": (b'--x\r\nContent-Disposition: form-data; name="reason"\r\n\r\nhal', PARTS),
    "a part without a name": (b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--", PARTS),
    "three thousand boxes": (b"&".join(b"x%d=1" % number for number in range(3000)), FORM),
    "half an escape": (b"reason=%&version=%zz&%u1234=1", FORM),
    "UTF-16": ("reason=Chưa đủ".encode("utf-16"), f"{FORM}; charset=utf-16"),
    "an unknown code": (b"reason=x", f"{FORM}; charset=klingon"),
}
ANSWERS = {200, 302, 400, 403, 404, 409, 413, 422}


@pytest.fixture
def forms(house: Path, cast: Cast, story: Dossier) -> list[Form]:
    shown = forms_shown(cast, furnished(cast))
    return [*shown, *forms_behind(cast)]


def forms_behind(cast: Cast) -> Iterator[Form]:
    """Those that only an answer to another form shows."""
    chosen = batches.review(cast, "receive", filed(cast))
    yield from forms_on(chosen, "/desk/batches/review/", cast.dung)
    previewed = calendar.send(cast, "preview", calendar.STORM)
    yield from forms_on(previewed, "/console/calendar/preview/", cast.tuan)
    for page, address, account in (*passing_pages(cast), *queueing_pages(cast), *releasing_pages(cast)):
        yield from forms_on(page, address, account)


def batch_that_failed(cast: Cast) -> str:
    """The address of a page that offers to try again."""
    dossier = complete(cast, received(cast), steps=1)
    chosen = batches.hidden(batches.review(cast, "complete", dossier, by="son"))
    Dossier.objects.filter(pk=dossier.pk).update(version=dossier.version + 1)
    address = batches.send(cast, "start", chosen, by="son")["Location"]
    batches.run()
    Dossier.objects.filter(pk=dossier.pk).update(version=dossier.version)
    return str(address)


def furnished(cast: Cast) -> dict[str, list[str]]:
    """Makes what the story lacks; who looks at the forms, and at which addresses that no link leads to."""
    publish(pauses=[COUNCIL])
    forget_everything()
    paused, waiting = received(cast), received(cast)
    complete(cast, waiting, steps=1)
    complete(cast, paused, steps=1)
    pause_dossier(dossier=again(paused), by=cast.son, at=TUESDAY, cause="council")
    over = withdraw_dossier(dossier=filed(cast), by=cast.lan, at=TUESDAY)  # a slip nobody has answered
    asked = received(cast)
    request_supplement(dossier=asked, by=cast.dung, at=TUESDAY, items=[PAPER, WHOLE_FORM])
    answering = f"/dossiers/{asked.tracking_code}/supplement/form"
    whole, draft = ready(cast), begun(cast)
    save_draft(draft=draft, by=cast.lan, at=TUESDAY, form=TWO_PERIODS)
    attach_to_draft(
        draft=draft, requirement=PAPER.requirement, content=PNG, name="a.png", by=cast.lan, at=TUESDAY
    )
    for account in (cast.binh, cast.hoa):
        give_app(account)
        signed_in_client(account)
    begun_page, late, asked_of = f"/filing/{draft.pk}/", late_pages(cast), handling_pages(cast)
    link = make_set_up_link(account=cast.dung, by=cast.tuan, at=MONDAY, now=timezone.now())
    return {
        "stranger": [
            f"/account/set-up/{link}/",
            f"/lookup/{paused.tracking_code}/",
            "/survey/",
            f"/survey/{ticket_code_of(over)}/",
        ],
        "lan": [
            f"/filing/{whole.pk}/check/",
            f"{begun_page}form/2/",
            f"{begun_page}documents/",
            f"{answering}/0/",
            f"{answering}/1/",
        ],
        "dung": late["dung"],
        "hang": [*late["hang"], *asked_of["hang"]],
        "tuan": ["/console/calendar/"],
        "son": [batch_that_failed(cast), *asked_of["son"]],
        "thu": asked_of["thu"],
        "binh": ["/account/again/", "/account/second-factor/recovery-codes/generate/"],
        "hoa": ["/account/second-factor/reauthenticate/", *late["hoa"]],
    }


def test_every_form_is_shown_to_somebody(forms: list[Form]) -> None:
    """What the other tests of this file try is everything there is."""
    posted = {
        name
        for name, route in POLICY.routes.items()
        if "POST" in route.methods and not name.startswith("api-v1:")
    }
    assert posted - {form.name for form in forms} == {"mfa_authenticate"}  # between password and code, below


@pytest.mark.django_db(transaction=True)
def test_no_code_breaks_the_second_step_of_signing_in(cast: Cast) -> None:
    give_app(cast.binh)
    browser = Client()
    assert sign_in(browser, "binh")["Location"] == CODE
    for what, value in HOSTILE.items():
        body = f"code={quote_plus(value)}".encode()
        answer = browser.generic("POST", CODE, body, "application/x-www-form-urlencoded")
        assert answer.status_code == 200, what
        assert MARKUP not in answer.content


def test_no_form_breaks_whatever_is_typed(forms: list[Form]) -> None:
    wrong = []
    for form in forms:
        for what, typed in bodies(form):
            with undone():
                wrong += flaws(form, what, form.send(typed))
    assert not wrong, "\n".join(wrong)


def bodies(form: Form) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """All boxes hostile at once, each alone, one twice, one missing, strangers beside them."""
    usual = form.filled_in
    yield "nothing at all", []
    yield "everything twice", usual * 2
    strangers = (MARKUP.decode(), "add.x", "remove-" + "9" * 5000)
    yield "boxes nobody knows", [*usual, *((name, MARKUP) for name in strangers)]
    for what, value in HOSTILE.items():
        yield f"{what} everywhere", [(box.name, value) for box in form.boxes]
    for at, box in enumerate(form.boxes):
        others = [(name, value) for name, value in usual if name != box.name]
        yield f"no {box.name}", others
        for what in WORST if len(form.boxes) < 13 else WORST[at % len(WORST) :][:1]:
            yield f"{what} in {box.name}", [*others, (box.name, HOSTILE[what])]
    for box in form.boxes[:3]:
        yield f"a megabyte in {box.name}", [*usual, (box.name, MEGABYTE)]


def test_bodies_in_another_shape_than_a_form_break_nothing(forms: list[Form]) -> None:
    wrong = []
    for form in forms:
        for what, (body, content_type) in SHAPES.items():
            with undone():
                wrong += flaws(form, what, form.send_raw(body, content_type))
    assert not wrong, "\n".join(wrong)


def test_without_its_token_a_form_is_refused_with_what_was_typed_escaped(forms: list[Form]) -> None:
    """Old pages that a phone sends again: the words must not be lost, nor do harm."""
    for form in forms:
        typed = [(box.name, TYPED.encode()) for box in form.boxes if box.holds_words]
        answer = form.send(typed, is_checked=True, referer=f"http://testserver{form.page}")
        assert answer.status_code == 403, form.name
        shown = typed_words(answer)
        assert {name for name, _ in typed if not is_secret(name)} <= {name for name, _ in shown}, form.name
        assert {words for _, words in shown} <= {TYPED, ""}, form.name
        assert flaws(form, "no token", answer) == []


def test_what_was_typed_stands_in_its_box_again_after_a_no(forms: list[Form]) -> None:
    wrong = []
    for form in forms:
        typed = {box.name: TYPED for box in form.boxes if box.holds_words}
        others = [(name, value) for name, value in form.filled_in if name not in typed]
        with undone():
            answer = form.send([*others, *((name, words.encode()) for name, words in typed.items())])
        if answer.status_code in {200, 422}:
            shown = defaultdict(set)
            for name, words in typed_words(answer):  # a page may show two forms with a box of that name
                shown[name].add(words)
            lost = [name for name in typed if name in shown and TYPED not in shown[name]]
            wrong += [f"{form.name} ({form.page}): {name} {shown[name]!r}" for name in lost]
    assert not wrong, "\n".join(wrong)


def typed_words(answer: HttpResponse) -> list[tuple[str, str]]:
    """(name, value) of every box for words on the page."""
    page = html.fromstring(answer.content.decode())
    fields = page.xpath("//form[@method='post']//input | //form[@method='post']//textarea")
    return [(one.get("name", ""), (one.value or "").strip()) for one in fields if is_for_words(one)]


def is_for_words(element: html.HtmlElement) -> bool:
    kind = element.get("type", "text")
    is_ours = element.get("name") in {"csrfmiddlewaretoken", "next", "language"}
    is_ours |= element.get("readonly") is not None
    return not is_ours and (element.tag == "textarea" or kind in {"text", "hidden", "tel", "email"})


def is_secret(name: str) -> bool:
    return any(word in name for word in ("pass", "secret", "code"))


def flaws(form: Form, what: str, answer: HttpResponse) -> list[str]:
    said = answer.content if is_html(answer) else b""
    found = [] if answer.status_code in ANSWERS else [str(answer.status_code)]
    found += [f"{word!r} unescaped" for word in (b"<script>alert", b"<img src=x") if word in said]
    found += ["a header of theirs"] * ("Set-Cookie: x" in str(answer.headers))
    return [f"{form.name} ({form.page}), {what}: {flaw}" for flaw in found]
