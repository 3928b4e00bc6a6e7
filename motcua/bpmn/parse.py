"""From bytes to an XML tree whose root is BPMN 2.0 `definitions`; hostile XML is refused, not expanded."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from motcua.bpmn.names import bpmn
from motcua.kit.refusal import Refused
from motcua.kit.words import N_

# The largest published diagrams are a few megabytes.
MOST_BYTES = 20 * 1024 * 1024


def parse_definitions(data: bytes) -> Element | Refused:
    """The `definitions` element of a BPMN 2.0 file."""
    if len(data) > MOST_BYTES:
        return Refused("too_large", N_("Tệp lớn hơn %(most)s MB."), {"most": MOST_BYTES // 1024**2})
    try:
        root: Element = fromstring(data)
    except ParseError as error:
        line, column = error.position
        return Refused(
            "broken_xml",
            N_("Tệp không phải là XML đúng: lỗi ở dòng %(line)s, cột %(column)s."),
            {"line": line, "column": column + 1},
        )
    except DefusedXmlException:
        return Refused(
            "hostile_xml", N_("Tệp khai báo thực thể XML (ENTITY); hãy xuất lại tệp không có thực thể.")
        )
    except (LookupError, ValueError):
        return Refused("unknown_encoding", N_("Không đọc được bảng mã của tệp; hãy lưu lại tệp dạng UTF-8."))
    if root.tag != bpmn("definitions"):
        return Refused(
            "not_bpmn",
            N_("Tệp là XML nhưng không phải BPMN 2.0: phần tử gốc là “%(root)s”."),
            {"root": root.tag[:120]},
        )
    return root
