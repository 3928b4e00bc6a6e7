"""One filled sheet of each form, as the worker hands it to the print templates."""

from __future__ import annotations

import io
from typing import Any

import segno

from tests.web.layout.samples import DAYS

ADDRESS = "https://dichvucong.quangbinh.gov.vn/tra-cuu/H46.46.12-200911-0017"


def qr_svg() -> str:
    """The QR image of the look-up address, as the templates take it."""
    picture = io.BytesIO()
    segno.make(ADDRESS, error="m").save(picture, kind="svg", border=0, xmldecl=False)
    return picture.getvalue().decode()


COMMON: dict[str, Any] = {
    "number": "H46.46.12-200911-0017/01",
    "place": "Lệ Thủy",
    "issued_on": "2020-09-11",
    "parent_agency": "Ủy ban nhân dân tỉnh Quảng Bình",
    "agency": "Ủy ban nhân dân huyện Lệ Thủy",
    "desk": "Bộ phận Tiếp nhận và Trả kết quả",
    "qr_svg": qr_svg(),
    "lookup_address": "dichvucong.quangbinh.gov.vn/tra-cuu",
    "dossier_code": "H46.46.12-200911-0017",
    "applicant": "Nguyễn Thị Thùy Dương",
    "submitter": "Lê Văn Bảy",
    "address": "Thôn Thượng Phong, xã Phong Thủy, huyện Lệ Thủy, tỉnh Quảng Bình",
    "phone": "0912 345 678",
    "email": "duong@example.vn",
    "procedure": "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất do tặng cho",
    "ticket": {"code": "7K4M-2Q9X", "address": "dichvucong.quangbinh.gov.vn/khao-sat"},
    "is_demo": True,
}

RECEIPT = COMMON | {
    "received_by_desk": "Bộ phận Một cửa huyện Lệ Thủy",
    "identity": "044190001234",
    "documents": [
        {"name": "Hợp đồng chuyển nhượng quyền sử dụng đất có công chứng", "original_count": 2},
        {"name": "Giấy chứng nhận quyền sử dụng đất đã cấp", "original_count": 1},
        {"name": "Tờ khai lệ phí trước bạ", "original_count": 1, "copy_count": 1},
        {"name": "Tờ khai thuế thu nhập cá nhân", "original_count": 1},
        {"name": "Bản trích đo địa chính thửa đất", "certified_count": 1},
    ],
    "set_count": 1,
    "time_limit": "15 ngày làm việc",
    "received_at": "2020-09-11T15:30",
    "due_at": "2020-10-06T17:00",
    "days": [{"on": day.on.isoformat(), "kind": day.kind} for day in DAYS],
    "reckoning": "15 ngày làm việc; không tính ngày nhận, thứ Bảy, Chủ nhật và 2 ngày chờ cơ quan thuế.",
    "collect_at": "Bộ phận Một cửa huyện Lệ Thủy",
    "register": {"book": 1, "number": 214},
    "secret": "RJ7-2KX",
    "received_by": "Võ Thị Lan",
}

SUPPLEMENT = COMMON | {
    "items": [
        {"name": "Tờ khai lệ phí trước bạ", "defect": "Thiếu chữ ký ở trang 2", "count": 1},
        {"name": "Hợp đồng chuyển nhượng", "defect": "Chưa công chứng; số thửa không khớp", "count": 2},
    ],
    "reason": "Khoản 3 Điều 188 Luật Đất đai 2013: hợp đồng phải được công chứng hoặc chứng thực.",
    "answer_by": "2020-10-12",
    "clock_note": "tính lại từ đầu khi nhận đủ giấy tờ",
    "adviser": "Võ Thị Lan",
    "adviser_phone": "0232 3882 000",
}

REFUSAL = COMMON | {
    "reason": "Thửa đất số 214, tờ bản đồ 12 đang có tranh chấp do Tòa án huyện thụ lý ngày 02/07/2020.",
    "grounds": "Điểm b khoản 1 Điều 188 Luật Đất đai 2013",
    "contact": "Bộ phận Một cửa huyện Lệ Thủy, 0232 3882 000",
    "signer_role": "Người tiếp nhận hồ sơ",
    "signer": "Võ Thị Lan",
}

APOLOGY = COMMON | {
    "received_at": "2020-09-11T15:30",
    "due_at": "2020-10-06T17:00",
    "appointed_at": "2020-10-13T17:00",
    "reason": "Cơ quan thuế cần xác minh lại vị trí thửa đất để tính đúng lệ phí trước bạ.",
    "contact": "Bộ phận Một cửa huyện Lệ Thủy, 0232 3882 000",
    "signer_role": "Thủ trưởng cơ quan",
    "signer": "Phạm Văn Minh",
}

SHEETS = {
    "receipt": RECEIPT,
    "supplement_notice": SUPPLEMENT,
    "refusal_notice": REFUSAL,
    "apology_notice": APOLOGY,
}

# What a sheet cannot do without; everything else may be missing.
NEEDED = {
    "receipt": ("number", "place", "issued_on", "agency", "received_at", "applicant", "procedure"),
    "supplement_notice": ("number", "place", "issued_on", "agency", "applicant", "items", "adviser"),
    "refusal_notice": ("number", "place", "issued_on", "agency", "applicant", "reason"),
    "apology_notice": (
        "number",
        "place",
        "issued_on",
        "agency",
        "applicant",
        "received_at",
        "due_at",
        "appointed_at",
        "reason",
    ),
}
