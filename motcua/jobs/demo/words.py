"""What the demo's officers write: reasons that a person could read and act on."""

from __future__ import annotations

# (defect, reason)
DEFECTS = (
    ("missing", "Hồ sơ chưa có giấy tờ này, đề nghị bổ sung bản chụp rõ từ bản chính."),
    ("unreadable", "Bản chụp bị mờ, không đọc được số và ngày cấp. Đề nghị chụp lại rõ nét."),
    ("wrong", "Thông tin trên giấy tờ không khớp với tờ khai. Đề nghị kiểm tra và gửi lại."),
    ("expired", "Giấy tờ đã hết hạn sử dụng, đề nghị gửi bản còn giá trị."),
)
DEFECTS_OF_FORM = (
    ("wrong", "Ngày, tháng, năm sinh trên tờ khai chưa khớp giấy tờ tùy thân. Đề nghị xem lại và sửa."),
    ("wrong", "Địa chỉ trên tờ khai chưa ghi đủ thôn, xã, huyện. Đề nghị ghi lại cho đủ."),
    ("missing", "Tờ khai chưa nêu rõ nội dung yêu cầu giải quyết. Đề nghị khai thêm."),
)
DECLINED = (
    "Nơi cư trú của ông/bà thuộc địa bàn khác. Đề nghị nộp tại UBND xã nơi đăng ký thường trú.",
    "Hồ sơ không thuộc thẩm quyền giải quyết của cơ quan. Đề nghị nộp tại Bộ phận Một cửa cấp huyện.",
    "Hồ sơ trùng với hồ sơ ông/bà đã nộp trước đó và đang được giải quyết.",
)
REFUSED = (
    "Qua thẩm tra, hồ sơ không đủ điều kiện theo quy định. Ông/bà có quyền khiếu nại theo Luật Khiếu nại.",
    "Thông tin kê khai không đúng với hồ sơ lưu tại cơ quan nên không có cơ sở giải quyết.",
)
WITHDRAWN = (
    "Tôi không còn nhu cầu giải quyết hồ sơ này.",
    "Tôi kê khai nhầm thủ tục và sẽ nộp lại hồ sơ khác.",
)
APOLOGIES = (
    "Cơ quan phối hợp chưa có văn bản trả lời đúng hạn. Chúng tôi xin lỗi ông/bà vì sự chậm trễ này.",
    "Hồ sơ cần kiểm tra thực địa, thời tiết mưa lũ nên chưa thực hiện được. Thành thật xin lỗi ông/bà.",
    "Số lượng hồ sơ tăng cao trong kỳ. Cơ quan xin lỗi ông/bà và hẹn lại ngày trả kết quả.",
)
