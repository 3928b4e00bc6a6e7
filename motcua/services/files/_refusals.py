"""Every reason not to take a file, in words that tell its sender how to mend it."""

from __future__ import annotations

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.services.errors import NotDone

_MESSAGES = {
    "file_empty": N_(
        "Tệp “%(name)s” không có nội dung (0 byte). Hãy mở lại tệp trên máy của bạn rồi chọn tệp khác."
    ),
    "file_too_large": N_(
        "Tệp “%(name)s” nặng %(size)s MB, quá %(limit)s MB. Hãy quét ở độ phân giải thấp hơn hoặc chia thành "
        "nhiều tệp."
    ),
    "file_type": N_(
        "Hệ thống không nhận loại tệp của “%(name)s”. Hãy gửi PDF, ảnh JPEG hoặc PNG, Word (.docx) hoặc "
        "Excel (.xlsx)."
    ),
    "file_heic": N_(
        "Ảnh “%(name)s” ở dạng HEIC của iPhone. Hãy vào Cài đặt > Camera > Định dạng, chọn “Tương thích "
        "nhất” rồi chụp lại, hoặc lưu ảnh thành JPEG."
    ),
    "file_disguised": N_(
        "Tệp “%(name)s” mang đuôi của %(said)s nhưng nội dung không phải vậy%(found)s. Hãy chọn đúng tệp, "
        "hoặc lưu lại tệp cho đúng loại rồi gửi."
    ),
    "file_encrypted": N_(
        "Tệp “%(name)s” có mật khẩu nên cơ quan không mở được. Hãy bỏ mật khẩu rồi gửi lại."
    ),
    "file_old_office": N_(
        "Tệp “%(name)s” là Word hoặc Excel kiểu cũ (.doc, .xls) hoặc có mật khẩu. Hãy bỏ mật khẩu, lưu thành "
        ".docx, .xlsx hoặc PDF rồi gửi lại."
    ),
    "file_corrupt": N_(
        "Tệp “%(name)s” bị hỏng hoặc chưa tải lên trọn vẹn. Hãy mở thử trên máy của bạn, lưu lại rồi gửi lại."
    ),
    "pdf_active": N_(
        "Tệp “%(name)s” có phần tự chạy hoặc tệp khác ẩn bên trong (%(what)s). Hãy mở tệp, chọn In > Lưu "
        "thành PDF rồi gửi tệp mới."
    ),
    "pdf_too_complex": N_(
        "Tệp “%(name)s” quá phức tạp (%(count)s thành phần). Hãy in lại thành PDF hoặc chia thành nhiều tệp."
    ),
    "image_too_many_pixels": N_(
        "Ảnh “%(name)s” có %(width)s × %(height)s điểm ảnh, quá lớn. Hãy thu nhỏ ảnh còn dưới %(limit)s "
        "triệu điểm ảnh rồi gửi lại."
    ),
    "office_active": N_(
        "Tệp “%(name)s” có macro hoặc liên kết tới tệp bên ngoài. Hãy lưu thành PDF rồi gửi lại."
    ),
    "storage_full": N_(
        "Hệ thống đang hết chỗ nên chưa lưu được tệp “%(name)s”. Những gì bạn đã điền vẫn còn: hãy gửi lại "
        "sau ít phút."
    ),
    "office_bomb": N_(
        "Tệp “%(name)s” khi mở ra lớn bất thường nên không nhận được. Hãy lưu thành PDF rồi gửi lại."
    ),
}


def not_taken(code: str, name: str, **params: object) -> NotDone:
    """The exception to raise."""
    return NotDone(Refused(code, _MESSAGES[code], {"name": name, **params}))
