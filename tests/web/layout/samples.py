"""Sample data for the styleguide and the template tests: one of everything, with long Vietnamese names."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from motcua.web.layout import statuses
from motcua.web.layout.bars import Bar
from motcua.web.layout.fields import Choice, ErrorLine, FieldView
from motcua.web.layout.strip import Day

NOW = datetime(2020, 9, 18, 9, 40)
HOLIDAYS = {date(2020, 9, 2): "Quốc khánh", date(2020, 9, 3): "nghỉ bù"}


def reckoning(start: date, due: date, paused: tuple[date, ...] = ()) -> list[Day]:
    """Every date from `start` to `due`, each with its kind."""
    days = []
    for offset in range((due - start).days + 1):
        on = start + timedelta(days=offset)
        days.append(Day(on, *_kind(on, start, due, paused)))
    return days


def _kind(on: date, start: date, due: date, paused: tuple[date, ...]) -> tuple[str, str]:
    if on in (start, due):
        return ("start" if on == start else "due"), ""
    if on in HOLIDAYS:
        return "off", HOLIDAYS[on]
    if on.weekday() >= 5:
        return "off", "cuối tuần"
    return ("paused", "chờ cơ quan thuế") if on in paused else ("counted", "")


DAYS = reckoning(date(2020, 9, 11), date(2020, 10, 6), (date(2020, 9, 16), date(2020, 9, 17)))
LONG_DAYS = reckoning(date(2020, 8, 31), date(2020, 12, 16))

STEPS = [
    {
        "state": "done",
        "who": "Bộ phận Một cửa huyện Lệ Thủy",
        "what": "đã tiếp nhận",
        "note": "11/09 15:30, đúng hạn",
    },
    {
        "state": "done",
        "who": "Chi nhánh Văn phòng Đăng ký đất đai",
        "what": "đã thẩm tra",
        "note": "15/09 10:12, sớm 2 ngày",
    },
    {
        "state": "you",
        "who": "Bạn",
        "what": "cần gửi lại 1 giấy tờ",
        "note": "Tờ khai lệ phí trước bạ: thiếu chữ ký ở trang 2",
    },
    {
        "state": "here",
        "who": "Chi cục Thuế",
        "what": "đang xác định nghĩa vụ tài chính",
        "note": "3 ngày làm việc",
    },
    {"state": "todo", "who": "Bộ phận Một cửa", "what": "trả Giấy chứng nhận", "note": ""},
]

FILES = [
    {
        "name": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu 01)",
        "href": "#",
        "size": 84_200,
        "note": "11/09/2020",
    },
    {
        "name": "Hợp đồng chuyển nhượng quyền sử dụng đất có công chứng.pdf",
        "href": "#",
        "size": 2_140_000,
        "note": "bạn gửi 11/09/2020",
    },
    {"name": "Tờ khai lệ phí trước bạ.jpg", "size": 640_000, "tone": "late", "word": "chưa dùng được"},
]

FIELDS = [
    FieldView("name", "Họ, chữ đệm, tên", value="Nguyễn Thị Thùy Dương", autocomplete="name"),
    FieldView(
        "identity",
        "Số căn cước công dân",
        value="04419000123",
        hint="12 chữ số in ở mặt trước thẻ",
        why="Bạn đã gõ 11 chữ số. Số căn cước có 12 chữ số.",
        inputmode="numeric",
    ),
    FieldView("born_on", "Ngày sinh", kind="date", value=date(1990, 3, 5), hint="Ví dụ 05/03/1990"),
    FieldView(
        "gender",
        "Giới tính",
        kind="radio",
        size="short",
        value="nu",
        choices=[Choice("nam", "Nam"), Choice("nu", "Nữ")],
    ),
    FieldView(
        "area",
        "Nơi cư trú",
        kind="area",
        value="18955",
        choices=[
            Choice("18907", "Phường Đồng Phú", group="Thành phố Đồng Hới"),
            Choice("18955", "Xã Phong Thủy", group="Huyện Lệ Thủy"),
        ],
    ),
    FieldView(
        "pickup",
        "Nhận kết quả ở đâu",
        kind="radio",
        value="desk",
        choices=[
            Choice("desk", "Tại Bộ phận Một cửa xã Phong Thủy", hint="Mang theo giấy tiếp nhận"),
            Choice("post", "Qua bưu điện, đến tận nhà", hint="Bưu điện thu cước khi giao"),
        ],
    ),
    FieldView(
        "reason", "Lý do", kind="textarea", is_required=False, hint="Viết ngắn gọn, không cần dấu cũng được"
    ),
    FieldView("price", "Giá chuyển nhượng", kind="money", value="1.250.000.000"),
    FieldView(
        "contract",
        "Hợp đồng chuyển nhượng",
        kind="file",
        hint="PDF hoặc ảnh chụp rõ cả bốn góc",
        accept=".pdf,.jpg,.png",
        max_bytes=10_000_000,
        kept=[{"name": "Hợp đồng.pdf", "size": 2_140_000, "href": "#", "remove_name": "contract-remove"}],
    ),
    FieldView("agree", "Tôi xin chịu trách nhiệm về những điều đã khai", kind="checkbox", value=True),
    FieldView(
        "parents",
        "Cha, mẹ",
        kind="group",
        fields=[
            FieldView("parents.father", "Họ tên cha", value="Lê Văn Bảy"),
            FieldView("parents.mother", "Họ tên mẹ", is_required=False),
        ],
    ),
    FieldView(
        "relatives",
        "Thân nhân",
        kind="rows",
        row_title="Người",
        add_name="add.relatives",
        rows=[[FieldView("relatives.0.name", "Họ tên", value="Võ Thị Lan", shown_when=("gender", ["nu"]))]],
    ),
]

BARS = [
    Bar("Lệ Thủy", 15.4, "15,4", href="#"),
    Bar("Đồng Hới", 14.2, "14,2", href="#"),
    Bar("Minh Hóa", 9.3, "9,3", href="#"),
    Bar("Tuyên Hóa", 0, "0,0", href="#", note="412 hồ sơ, chưa có phiếu khảo sát nào"),
    Bar("Ban Quản lý Khu kinh tế", None, "–", note="không có hồ sơ trong kỳ"),
]

TABLE = {
    "caption": "Hồ sơ theo cấp, quý III/2020",
    "is_cards": True,
    "columns": [
        {"label": "Cấp"},
        {"label": "Tiếp nhận", "is_number": True},
        {"label": "Trước hạn", "is_number": True},
        {"label": "Quá hạn", "is_number": True},
    ],
    "lines": [
        [
            {"text": tier, "label": "Cấp", "href": "#"},
            {"text": received, "label": "Tiếp nhận", "is_number": True},
            {"text": early, "label": "Trước hạn", "is_number": True},
            {"text": late, "label": "Quá hạn", "is_number": True},
        ]
        for tier, received, early, late in [
            ("Tỉnh", "2.117", "1.890", "12"),
            ("Huyện", "6.404", "5.122", "96"),
            ("Xã", "11.897", "11.310", "41"),
        ]
    ],
}

RAIL = [
    {
        "title": "Việc của tôi",
        "items": [
            {"href": "#", "label": "Đang chờ tôi", "count": 2, "tone": "late", "is_current": True},
            {"href": "#", "label": "Mới nộp", "count": 5, "tone": "soon"},
            {"href": "#", "label": "Chờ dân bổ sung", "count": 3},
            {"href": "#", "label": "Chờ trả kết quả", "count": 12},
        ],
    },
    {
        "title": "Cơ quan",
        "items": [
            {"href": "#", "label": "Sổ theo dõi hồ sơ", "count": 1204},
            {"href": "#", "label": "Phiếu khảo sát"},
            {"href": "#", "label": "Tự đánh giá"},
        ],
    },
]

QUEUE = [
    (
        "late",
        "quá 3 giờ",
        "H46.46.12-200911-0003",
        "Xác nhận tình trạng hôn nhân",
        "Trần Thị Hoa",
        "Ký duyệt",
        "Phạm Văn Minh",
    ),
    (
        "soon",
        "còn 2 giờ",
        "H46.46.12-200914-0011",
        "Chứng thực chữ ký trong các giấy tờ, văn bản",
        "Nguyễn Đức Thắng",
        "Kiểm tra",
        "",
    ),
    (
        "wait",
        "dừng, chờ dân",
        "H46.46.12-200910-0008",
        "Trợ cấp xã hội hàng tháng",
        "Lê Văn Bảy",
        "Bổ sung",
        "Võ Thị Lan",
    ),
    (
        "ok",
        "còn 6 ngày",
        "H46.46.12-200909-0002",
        "Giải quyết chế độ trợ cấp thờ cúng liệt sĩ",
        "Hoàng Thị Mận",
        "Xác nhận đơn",
        "Võ Thị Lan",
    ),
    (
        "ok",
        "còn 9 ngày",
        "H46.46.12-200908-0014",
        "Đăng ký biến động quyền sử dụng đất do nhận chuyển nhượng, thừa kế, tặng cho",
        "Công ty trách nhiệm hữu hạn một thành viên Khai thác công trình thủy lợi Quảng Bình",
        "Thẩm tra",
        "Phạm Văn Minh",
    ),
]


def styleguide() -> dict[str, object]:
    """The whole context of `layout/styleguide.html` and of the sample desk page."""
    return {
        "is_demo": True,
        "now": NOW,
        "deadline": date(2020, 9, 25),
        "nav": [
            {"href": "#", "label": "Tìm thủ tục", "is_current": True},
            {"href": "#", "label": "Tra cứu hồ sơ"},
            {"href": "#", "label": "Đánh giá"},
            {"href": "#", "label": "Đăng nhập"},
        ],
        "head": {
            "status": "awaiting_supplement",
            "timeliness": "stopped",
            "procedure": "Đăng ký biến động do chuyển nhượng quyền sử dụng đất, quyền sở hữu nhà ở",
            "code": "H46.46.12-200911-0017",
            "applicant": "Nguyễn Thị Thùy Dương",
            "received_at": datetime(2020, 9, 11, 15, 30),
            "due_at": datetime(2020, 10, 6, 17, 0),
            "is_demo": True,
            "is_section": True,
        },
        "days": DAYS,
        "long_days": LONG_DAYS,
        "steps": STEPS,
        "files": FILES,
        "fields": FIELDS,
        "errors": [ErrorLine("Số căn cước phải có 12 chữ số", "identity"), ErrorLine("Chưa chọn nơi nộp")],
        "progress": {
            "number": 2,
            "total": 4,
            "title": "Người chuyển nhượng",
            "states": ["done", "here", "todo", "todo"],
        },
        "statuses": list(statuses.DOSSIER),
        "timelinesses": list(statuses.TIMELINESS),
        "bands": [*statuses.BANDS, None],
        "bar_rows": BARS,
        "table": TABLE,
        "actor": {"name": "Võ Thị Lan"},
        "role_name": "Cán bộ một cửa",
        "agency_name": "UBND xã Phong Thủy",
        "rail": RAIL,
        "queue": QUEUE,
    }
