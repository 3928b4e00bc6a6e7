"""A question keeps what was typed, says what is wrong beside it, and can be reached from the summary."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from lxml import html

from motcua.web.layout.fields import Choice, FieldView, errors_in, errors_of, field_of
from motcua.web.layout.templatetags import look
from tests.web.layout.rendering import render


def drawn(one: FieldView) -> html.HtmlElement:
    return html.fromstring(f"<form>{render('layout/_field.html', **look.field(one))}</form>")


def test_a_wrong_answer_is_kept_and_explained_at_the_box() -> None:
    form = drawn(
        FieldView("identity", "Số căn cước", value="0441<9", hint="12 chữ số", why="Bạn đã gõ 5 ký tự.")
    )
    (box,) = form.xpath("//input")
    assert box.get("value") == "0441<9"
    assert box.get("aria-invalid") == "true"
    told = [form.get_element_by_id(part).text_content() for part in box.get("aria-describedby").split()]
    assert told == ["12 chữ số", "Bạn đã gõ 5 ký tự."]
    assert form.xpath("//label/@for") == [box.get("id")]


def test_a_date_stands_as_people_write_it_and_as_typed_when_it_is_none() -> None:
    assert drawn(FieldView("born_on", "Ngày sinh", kind="date", value=date(1990, 3, 5))).xpath(
        "//input/@value"
    ) == ["05/03/1990"]
    assert drawn(FieldView("born_on", "Ngày sinh", kind="date", value="31/02")).xpath("//input/@value") == [
        "31/02"
    ]


@pytest.mark.parametrize("kind", ["radio", "checkboxes"])
def test_choices_share_a_legend_and_keep_their_tick(kind) -> None:
    choices = [Choice("a", "Một"), Choice("b", "Hai", hint="nhỏ")]
    form = drawn(FieldView("many", "Chọn", kind=kind, value=["b"], choices=choices))
    assert form.xpath("//fieldset/legend/text()") == ["Chọn"]
    assert form.xpath("//input[@checked]/@value") == ["b"]
    assert form.xpath("//input/@id") == ["f-many"]


def test_areas_are_grouped_by_district() -> None:
    choices = [
        Choice("1", "Xã A", group="Huyện X"),
        Choice("2", "Xã B", group="Huyện X"),
        Choice("3", "Xã C", group="Y"),
    ]
    form = drawn(FieldView("area", "Nơi ở", kind="area", value="2", choices=choices))
    assert form.xpath("//optgroup/@label") == ["Huyện X", "Y"]
    assert form.xpath("//option[@selected]/@value") == ["2"]


def test_an_optional_question_says_so() -> None:
    assert "không bắt buộc" in drawn(FieldView("note", "Ghi chú", is_required=False)).text_content()
    assert "không bắt buộc" not in drawn(FieldView("note", "Ghi chú")).text_content()


def test_a_password_is_never_written_back() -> None:
    assert (
        drawn(FieldView("password", "Mật khẩu", kind="password", value="bí mật")).xpath("//input/@value")
        == []
    )


def test_text_typed_over_several_lines_keeps_its_first_blank_line() -> None:
    # HTML drops the first line break of a textarea: the template gives it one to drop.
    said = render(
        "layout/_field.html", **look.field(FieldView("why", "Lý do", kind="textarea", value="\nhai"))
    )
    assert ">\n\nhai</textarea>" in said


def test_rows_and_groups_ask_their_own_questions() -> None:
    inner = FieldView("relatives.0.name", "Họ tên", why="Chưa có họ tên.")
    rows = FieldView(
        "relatives", "Thân nhân", kind="rows", rows=[[inner]], row_title="Người", add_name="add.relatives"
    )
    form = drawn(rows)
    assert form.xpath("//input/@name") == ["relatives.0.name"]
    assert form.xpath("//button/@name") == ["add.relatives"]
    (line,) = errors_in([rows])
    assert form.get_element_by_id(line.href[1:]).get("name") == "relatives.0.name"


class _SignIn(forms.Form):
    login = forms.CharField(label="Tên đăng nhập", help_text="số điện thoại")
    password = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput)
    where = forms.ChoiceField(label="Ở đâu", choices=[("Huyện X", [("1", "Xã A")]), ("2", "Xã B")])
    how = forms.ChoiceField(label="Cách", choices=[("1", "a")], widget=forms.RadioSelect, required=False)
    sure = forms.BooleanField(label="Chắc chắn", required=False)
    paper = forms.FileField(label="Giấy tờ", required=False)


def test_a_django_form_is_shown_by_the_same_view_model() -> None:
    form = _SignIn({"login": "", "where": "2"})
    views = {name: field_of(form[name]) for name in form.fields}
    kinds = {name: view.kind for name, view in views.items()}
    assert kinds == {
        "login": "text",
        "password": "password",
        "where": "select",
        "how": "radio",
        "sure": "checkbox",
        "paper": "file",
    }
    assert views["login"].why
    assert views["login"].hint == "số điện thoại"
    assert [choice.group for choice in views["where"].choices] == ["Huyện X", ""]
    assert [line.href for line in errors_of(form)] == ["#f-login", "#f-password"]


def test_the_summary_says_which_question_each_error_belongs_to() -> None:
    asked = FieldView("partner_name", "Sẽ kết hôn với ai", why="Hãy điền mục này.")
    summary = html.fromstring(render("layout/_errors.html", errors=errors_in([asked])))
    (link,) = summary.xpath(".//a")
    assert link.text_content() == "Sẽ kết hôn với ai: Hãy điền mục này."
    asked = FieldView("purpose", "Giấy này để làm gì?", why="Hãy chọn một câu trả lời.")
    summary = html.fromstring(render("layout/_errors.html", errors=errors_in([asked])))
    assert summary.xpath(".//a")[0].text_content() == "Giấy này để làm gì? Hãy chọn một câu trả lời."
    assert link.get("href") == "#f-partner_name"
