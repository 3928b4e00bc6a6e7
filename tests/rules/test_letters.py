"""rules/letters: papers are asked for by Mẫu 02 only, and who is not at the desk asks nothing."""

from __future__ import annotations

import pytest

from motcua.rules.letters import asks_for_papers, check_letter

ASKS = [
    "Đề nghị ông bà bổ sung bản sao sổ hộ khẩu.",
    "Chào chị. Chị cần nộp thêm giấy chứng tử, cảm ơn.",
    "VUI LÒNG GỬI LẠI TỜ KHAI",
    "vui long chup anh can cuoc gui toi",
    "Mời bà mang bản chính đến quầy",
]
TELLS = [
    "Chúng tôi đã nhận đủ giấy tờ anh nộp.",
    "Hồ sơ đang được thẩm định, thứ Năm sẽ có kết quả.",
    "Mời bà mang giấy hẹn đến quầy nhận kết quả.",
    "Anh không cần làm gì thêm. Giấy tờ anh nộp đã đủ.",
]


@pytest.mark.parametrize("text", ASKS)
def test_asking_for_papers_is_the_supplement_requests_even_at_the_desk(text: str) -> None:
    assert asks_for_papers(text)
    said = check_letter(text, is_from_desk=True)
    assert said is not None
    assert said.code == "use_supplement_request"


@pytest.mark.parametrize("text", TELLS)
def test_telling_is_free(text: str) -> None:
    assert check_letter(text, is_from_desk=False) is None


def test_a_question_is_asked_by_the_desk() -> None:
    said = check_letter("Chị đang ở đâu?", is_from_desk=False)
    assert said is not None
    assert said.code == "asks_past_the_desk"
    assert check_letter("Chị muốn nhận kết quả ở đâu?", is_from_desk=True) is None
