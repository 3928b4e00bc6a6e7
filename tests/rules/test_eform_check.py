"""What people fill in is read as they mean it, and what is wrong is said with what is needed."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.eform_forms import (
    checked,
    choice,
    codes,
    form_of,
    group,
    number,
    random_form,
    shown_if,
    table,
    text,
    whole,
    yes_no,
)

NFD_NAME = "Nguye\u0302\u0303n Thi\u0323 \u200bHoa\u202e"


def clean_of(form: Any, payload: object, **options: Any) -> dict[str, object]:
    result = checked(form, payload, **options)
    assert not result.errors, [str(error) for error in result.errors]
    return result.clean


def test_text_is_kept_composed_trimmed_and_without_invisible_marks() -> None:
    form = form_of({"a": text()})
    assert clean_of(form, {"a": f"  {NFD_NAME}  "}) == {"a": "Nguyễn Thị Hoa"}
    assert clean_of(form, {"a": "a\x00b\x07c\td"}) == {"a": "abc d"}
    for typed in ("Lan ", " Lan", "Lan\n", "La\u00adn"):
        assert clean_of(form, {"a": typed}) == {"a": "Lan"}
    assert clean_of(form, {"a": "Võ  Thị Lan"}) == {"a": "Võ Thị Lan"}


def test_a_long_answer_keeps_its_lines() -> None:
    form = form_of({"a": text(**{"x-widget": "textarea"})})
    assert clean_of(form, {"a": "\r\n một  hai \r\nba\u2028bốn\n\n"}) == {"a": "một hai\nba\nbốn"}


def test_a_broken_character_is_refused() -> None:
    assert codes(checked(form_of({"a": text()}), {"a": "Lan \ud83d"})) == {"/a": "unreadable"}


def test_characters_of_every_script_are_kept() -> None:
    form = form_of({"a": text()})
    for name in ("O'Brien", "Y Thông Niê", "𠊛喃", "ꨀꨁ", "😀 Lan", "H'Hen Niê"):
        assert clean_of(form, {"a": name}) == {"a": name}


def test_a_text_that_is_too_long_is_refused_with_both_counts() -> None:
    form = form_of({"a": text(maxLength=5)})
    (error,) = checked(form, {"a": "123456"}).errors
    assert str(error) == "Bạn đã gõ 6 ký tự. Chỗ này viết được nhiều nhất 5 ký tự."
    assert clean_of(form, {"a": "Nguye\u0302\u0303"}) == {"a": "Nguyễ"}


def test_a_megabyte_in_a_small_box_is_refused_at_once() -> None:
    form = form_of({"a": text(maxLength=2000)})
    started = time.perf_counter()
    assert codes(checked(form, {"a": "a\u0323 " * 500_000})) == {"/a": "too_long"}
    assert time.perf_counter() - started < 0.05


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("05/09/2020", "2020-09-05"),
        ("5/9/2020", "2020-09-05"),
        ("5-9-2020", "2020-09-05"),
        ("2020-09-05", "2020-09-05"),
        (" 29/02/2024 ", "2024-02-29"),
    ],
)
def test_a_date_is_kept_in_one_shape(typed: str, kept: str) -> None:
    assert clean_of(form_of({"a": text(format="date")}), {"a": typed}) == {"a": kept}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/4/2020", "no_such_date"),
        ("29/02/2023", "no_such_date"),
        ("9/25/2020", "no_such_date"),
        ("1/1/68", "short_year"),
        ("rằm tháng Giêng", "not_a_date"),
        ("0000-01-01", "no_such_date"),
        ("01/01/1500", "too_long_ago"),
        ("٠٥/٠٩/٢٠٢٠", "not_a_date"),
    ],
)
def test_a_date_that_does_not_exist_is_refused_with_what_was_typed(typed: str, code: str) -> None:
    (error,) = checked(form_of({"a": text(format="date")}), {"a": typed}).errors
    assert error.code == code
    assert typed in str(error)


def test_of_an_old_date_the_year_is_enough() -> None:
    form = form_of({"a": text(format="partial-date")})
    assert [clean_of(form, {"a": typed})["a"] for typed in ("1938", "5/1938", "12/05/1938")] == [
        "1938",
        "1938-05",
        "1938-05-12",
    ]


def test_nobody_is_born_tomorrow_or_dies_before_birth() -> None:
    limits = {"x-not-after": "today"}
    form = form_of(
        {
            "born": text(format="partial-date", **limits),
            "died": text(format="date", **limits, **{"x-not-before": {"field": "born"}}),
        }
    )
    assert codes(checked(form, {"born": "15/09/2020"})) == {"/born": "in_the_future"}
    assert codes(checked(form, {"born": "2021"})) == {"/born": "in_the_future"}
    assert codes(checked(form, {"born": "1938", "died": "31/12/1937"})) == {"/died": "too_early"}
    clean_of(form, {"born": "2020", "died": "14/09/2020"})
    clean_of(form, {"born": "14/09/2020", "died": "14/09/2020"})
    (error,) = checked(form, {"born": "15/09/2020"}).errors
    assert str(error) == "Bạn đã gõ 15/09/2020. Ngày này chưa tới; hãy xem lại, hôm nay là 14/09/2020."


def test_a_date_is_compared_with_a_year_by_the_year() -> None:
    limits = {"x-not-after": {"field": "until"}, "x-not-before": {"field": "since"}}
    years = {"since": text(format="partial-date"), "until": text(format="partial-date")}
    form = form_of({**years, "a": text(format="date", **limits)})
    span = {"since": "2018", "until": "2019"}
    for day, code in (
        ("31/12/2019", None),
        ("01/01/2018", None),
        ("01/01/2020", "too_late"),
        ("31/12/2017", "too_early"),
    ):
        assert codes(checked(form, span | {"a": day})).get("/a") == code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1.250.000", 1250000),
        ("1,250,000", 1250000),
        ("1 250 000 đồng", 1250000),
        ("007", 7),
        (" 12 ", 12),
        ("250000đ", 250000),
    ],
)
def test_money_is_read_as_it_is_written_in_viet_nam(typed: str, kept: int) -> None:
    assert clean_of(form_of({"a": whole()}), {"a": typed}) == {"a": kept}


@pytest.mark.parametrize("typed", ["1e6", "1.25", "1,2", "năm triệu", "1.0000", "--1", "١٢", "0x10", "NaN"])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    assert codes(checked(form_of({"a": whole()}), {"a": typed})) == {"/a": "not_a_whole_number"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("125,5", 125.5), ("125.5", 125.5), ("1.250,75", 1250.75), ("1.250", 1250), ("0,5", 0.5), ("12", 12)],
)
def test_a_decimal_is_read_with_a_comma_or_a_point(typed: str, kept: float) -> None:
    assert clean_of(form_of({"a": number()}), {"a": typed}) == {"a": kept}


@pytest.mark.parametrize("typed", ["1e6", "inf", "nan", "1,2,3", "1.2.3", "rộng lắm", "," * 300])
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert codes(checked(form_of({"a": number()}), {"a": typed})) == {"/a": "not_a_number"}


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), -float("inf"), True, "7", None, [], {}, 10**400]
)
def test_the_api_takes_only_numbers_for_numbers(value: object) -> None:
    assert set(codes(checked(form_of({"a": number()}), {"a": value}, strict=True)).values()) <= {
        "wrong_type",
        "too_large",
    }
    assert checked(form_of({"a": number()}), {"a": value}, strict=True).errors


def test_digits_without_end_are_refused_at_once() -> None:
    form = form_of({"a": whole(), "b": number()})
    assert codes(checked(form, {"a": "9" * 5000, "b": "9" * 5000})) == {
        "/a": "not_a_whole_number",
        "/b": "not_a_number",
    }
    assert codes(checked(form, {"a": 10**5000, "b": -(10**5000)}, strict=True)) == {
        "/a": "too_large",
        "/b": "too_small",
    }


def test_a_number_out_of_bounds_is_told_the_bound() -> None:
    form = form_of({"a": whole(minimum=1, maximum=100)})
    assert [str(checked(form, {"a": value}).errors[0]) for value in ("0", "1.000")] == [
        "Bạn đã gõ 0. Hãy gõ số từ 1 trở lên.",
        "Bạn đã gõ 1.000. Hãy gõ số không quá 100.",
    ]


def test_phone_and_identity_numbers_are_kept_without_separators() -> None:
    form = form_of(
        {
            "p": text(format="phone"),
            "c": text(format="cccd"),
            "i": text(format="identity"),
            "m": text(format="email"),
        }
    )
    given = {
        "p": "+84 (0)912.345.678",
        "c": "044 090 001 234",
        "i": "194\u200b 123 456",
        "m": " Lan.Vo@Gmail.COM ",
    }
    assert clean_of(form, given) == {
        "p": "0912345678",
        "c": "044090001234",
        "i": "194123456",
        "m": "Lan.Vo@gmail.com",
    }
    assert clean_of(form, {"i": "b1234567"}) == {"i": "B1234567"}


@pytest.mark.parametrize(
    "typed",
    [
        "lan",
        "lan@",
        "@gmail.com",
        "lan@gmail",
        "lan vo@gmail.com",
        "lan@gmail..com",
        "lạn@gmail.com",
        "lan@gmаil.com",
        "a@b.c" + "d" * 30,
    ],
)
def test_what_is_no_email_is_refused(typed: str) -> None:
    assert codes(checked(form_of({"m": text(format="email")}), {"m": typed})) == {"/m": "not_an_email"}


def test_a_commune_must_exist_where_the_communes_are_known() -> None:
    form = form_of({"a": text(format="area")})
    assert clean_of(form, {"a": "18853"}, areas={"18853"}) == {"a": "18853"}
    assert codes(checked(form, {"a": "99999"}, areas={"18853"})) == {"/a": "unknown_area"}
    assert codes(checked(form, {"a": "Phong Thủy"})) == {"/a": "not_an_area"}
    assert clean_of(form, {"a": "99999"}) == {"a": "99999"}


def test_a_pattern_is_explained_by_its_example() -> None:
    form = form_of({"a": text(pattern="^[A-Z]{2} [0-9]{6}$", examples=["BX 123456"])})
    (error,) = checked(form, {"a": "123456"}).errors
    assert str(error) == "Bạn đã gõ “123456”. Hãy gõ theo mẫu, ví dụ BX 123456."
    assert codes(checked(form, {"a": "BX 12345٦"})) == {"/a": "wrong_pattern"}


def test_a_choice_that_is_not_offered_is_told_the_choices() -> None:
    (error,) = checked(form_of({"a": choice("x", "y")}), {"a": "z"}).errors
    assert str(error) == "“z” không có trong danh sách. Hãy chọn một trong: X (x), Y (y)."


def test_what_is_required_is_asked_for_in_words_that_fit() -> None:
    tick = yes_no(enum=[True], **{"x-widget": "checkbox"})
    form = form_of(
        {"a": text(), "b": choice("x", "y"), "c": text(format="date"), "d": tick}, ("a", "b", "c", "d")
    )
    assert [str(error) for error in checked(form, {"a": "  "}).errors] == [
        "Hãy điền mục này.",
        "Hãy chọn một câu trả lời.",
        "Hãy ghi ngày, tháng, năm, ví dụ 25/08/2020.",
        "Hãy đánh dấu vào ô này. Thiếu dấu này thì chưa nộp được.",
    ]


def test_a_page_posts_ticks_and_answers_as_text() -> None:
    form = form_of(
        {"a": yes_no(), "b": yes_no(**{"x-widget": "checkbox"}), "c": yes_no(**{"x-widget": "checkbox"})}
    )
    assert clean_of(form, {"a": "false", "b": "on"}) == {"a": False, "b": True, "c": False}
    assert clean_of(form, {"a": ""}) == {"b": False, "c": False}


def test_a_hidden_field_is_not_required_and_is_dropped() -> None:
    form = form_of({"a": choice("x", "y"), "b": text(**shown_if("a", "y"))}, ("a", "b"))
    assert clean_of(form, {"a": "x", "b": {"anything": [1]}}) == {"a": "x"}
    assert codes(checked(form, {"a": "y"})) == {"/b": "missing"}


def test_what_a_hidden_field_controls_is_hidden_too() -> None:
    form = form_of(
        {"a": yes_no(), "b": yes_no(**shown_if("a", True)), "c": text(**shown_if("b", True))}, ("a", "b", "c")
    )
    assert clean_of(form, {"a": False, "b": True, "c": "x"}) == {"a": False}
    assert codes(checked(form, {"a": True, "b": True})) == {"/c": "missing"}


def test_a_member_of_a_row_may_be_controlled_from_the_top() -> None:
    form = form_of(
        {"a": choice("x", "y"), "t": table({"n": text(), "m": text(**shown_if("a", "y"))}, ("n", "m"))}
    )
    assert clean_of(form, {"a": "x", "t": [{"n": "1", "m": "2"}]}) == {"a": "x", "t": [{"n": "1"}]}
    assert codes(checked(form, {"a": "y", "t": [{"n": "1"}]})) == {"/t/0/m": "missing"}


def test_an_optional_group_left_blank_is_left_out_and_one_begun_must_be_finished() -> None:
    person = group({"name": text(), "nation": text(default="Việt Nam"), "age": whole()}, ("name", "nation"))
    form = form_of({"father": person})
    assert clean_of(form, {"father": {"name": " ", "nation": "Việt Nam", "age": ""}}) == {}
    assert codes(checked(form, {"father": {"nation": "Việt Nam", "age": "30"}})) == {
        "/father/name": "missing"
    }


def test_a_required_group_names_each_question_left_open() -> None:
    form = form_of(
        {"mother": group({"name": text(), "born": text(format="date")}, ("name", "born"))}, ("mother",)
    )
    assert codes(checked(form, {})) == {"/mother/name": "missing", "/mother/born": "missing"}
    assert codes(checked(form, {}, strict=True)) == {"/mother": "missing"}


def test_blank_rows_are_left_out_and_errors_keep_the_number_of_their_row() -> None:
    form = form_of({"t": table({"n": text(), "m": whole()}, ("n",))}, ())
    assert clean_of(form, {"t": [{"n": ""}, {"n": "x"}, {}]}) == {"t": [{"n": "x"}]}
    assert codes(checked(form, {"t": [{"n": ""}, {"n": "x"}, {"m": "2"}]})) == {"/t/2/n": "missing"}
    (error,) = checked(form, {"t": [{}, {"m": "2"}]}).errors
    assert error.field == "t.1.n"


def test_too_few_and_too_many_rows_are_counted() -> None:
    form = form_of({"t": table({"n": text()}, minItems=2, most=3)}, ("t",))
    assert str(checked(form, {"t": []}).errors[0]) == "Hãy thêm ít nhất 2 dòng."
    assert str(checked(form, {"t": [{"n": "x"}]}).errors[0]) == "Bạn đã khai 1 dòng. Cần ít nhất 2 dòng."
    assert str(checked(form, {"t": [{"n": "x"}] * 5000}).errors[0]).startswith("Bạn đã khai 1000 dòng.")
    assert str(checked(form, {"t": [{"n": "x"}] * 5000}, strict=True).errors[0]).startswith(
        "Bạn đã khai 5000 dòng."
    )


def test_unknown_fields_are_left_out_of_a_page_and_refused_by_the_api() -> None:
    form = form_of({"a": text(), "g": group({"b": text()})})
    given = {"a": "x", "status": "done", "g": {"b": "y", "due": 1}}
    assert clean_of(form, given) == {"a": "x", "g": {"b": "y"}}
    assert codes(checked(form, given, strict=True)) == {"/g/due": "unknown_field", "/status": "unknown_field"}


def test_at_most_twenty_unknown_fields_are_named() -> None:
    form = form_of({"a": text()})
    result = checked(form, {f"x{n}": n for n in range(10_000)}, strict=True)
    assert len(result.errors) == 20


def test_the_name_of_an_unknown_field_is_made_harmless() -> None:
    (error,) = checked(form_of({"a": text()}), {"../\u202e\ud800~" + "x" * 9000: 1}, strict=True).errors
    assert len(error.pointer) < 60
    str(error).encode("utf-8")


def test_the_api_is_told_types_exactly() -> None:
    form = form_of(
        {"a": text(), "b": yes_no(), "c": whole(), "g": group({"d": text()}), "t": table({"e": text()})}
    )
    wrong = {"a": 1, "b": "true", "c": "7", "g": [], "t": {}}
    result = checked(form, wrong, strict=True)
    assert set(codes(result).values()) == {"wrong_type"}
    assert str(result.errors[1]) == "Kiểu dữ liệu phải là boolean, không phải string."
    assert codes(checked(form, {"a": None}, strict=True)) == {"/a": "wrong_type"}
    assert codes(checked(form, {"a": ""}, strict=True)) == {"/a": "blank"}


def test_a_box_posted_twice_is_refused() -> None:
    form = form_of({"a": text(), "b": choice("x", "y"), "c": whole(), "d": yes_no()})
    wrong = {name: ["x", "y"] for name in "abcd"}
    assert set(codes(checked(form, wrong)).values()) == {"wrong_type"}
    assert len(checked(form, wrong).errors) == 4


@pytest.mark.parametrize("payload", [None, [], "x", 7, float("nan"), b"x", {1: 2}, {None: {}}, [["x"]]])
def test_a_payload_that_is_no_object_is_refused(payload: object) -> None:
    form = form_of({"a": text()}, ("a",))
    assert checked(form, payload).errors
    assert checked(form, payload, strict=True).errors


def test_a_payload_nested_without_end_is_not_followed() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    form = form_of({"a": text(), "g": group({"b": text()}), "t": table({"c": text()})})
    for payload in ({"a": deep, "g": {"b": deep}, "t": deep}, {"unknown": deep}, {"t": [{"c": deep}]}):
        checked(form, payload)
        assert checked(form, payload, strict=True).errors


_ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=30)
    | st.binary(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=3) | st.sampled_from(["f0", "f1", "g0", "g1"]), inner, max_size=5)
    ),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(
    st.randoms(use_true_random=False),
    st.dictionaries(st.sampled_from(["f0", "f1", "f2", "f3", "x"]), _ANYTHING),
    st.booleans(),
)
def test_no_payload_breaks_the_check_and_every_message_can_be_said(
    rng: Any, payload: dict[str, Any], strict: bool
) -> None:
    result = checked(random_form(rng), payload, strict=strict)
    for error in result.errors:
        assert str(error).encode("utf-8")
        assert error.code
        assert error.pointer.startswith("/")


@settings(max_examples=200, deadline=None)
@given(
    st.randoms(use_true_random=False), st.dictionaries(st.sampled_from(["f0", "f1", "f2", "f3"]), _ANYTHING)
)
def test_what_was_found_right_stays_as_it_is_when_checked_again(rng: Any, payload: dict[str, Any]) -> None:
    form = random_form(rng)
    result = checked(form, payload)
    if not result.errors:
        assert clean_of(form, result.clean) == result.clean
