"""Our words to the national portal's: fields of DongBoHoSoMC and CapNhatTienDoHoSoMC as of 2020.

All values are texts; times are `yyyyMMddHHmmss` on the clock of Việt Nam; what is unknown is empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.kit.instants import VIETNAM
from motcua.rules.lifecycle import national_status

Record = dict[str, object]

# 2020 knows only "at the counter" and "by post"; what is filed online is received at no counter, by no post.
_HINH_THUC = {"counter": "0", "online": "0", "post": "1"}
_LOAI_DOI_TUONG = {"person": "1", "organisation": "2"}
_NOTHING_NESTED = (
    "TaiLieuNop",
    "DanhSachLePhi",
    "DanhSachTepDinhKemKhac",
    "DanhSachHoSoBoSung",
    "DanhSachGiayToKetQua",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a dossier stands, in our words. Instants are aware; `applicant_kind` is person or organisation."""

    tracking_code: str
    code: str
    procedure_code: str
    procedure_name: str
    field_code: str
    field_name: str
    applicant_name: str
    applicant_kind: str
    agency_name: str
    channel: str
    status: str
    reason: str
    received_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    released_at: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """What somebody has just done on a dossier."""

    tracking_code: str
    code: str
    status: str
    officer_name: str
    position: str
    unit_name: str
    note: str
    done_at: datetime
    opened_at: datetime | None
    due_at: datetime | None


def standing_record(standing: Standing) -> Record:
    """A row of DongBoHoSoMC. Before receipt a dossier has no code and goes by its tracking code."""
    return {
        "MaHoSo": standing.code or standing.tracking_code,
        "MaTTHC": standing.procedure_code,
        "TenTTHC": standing.procedure_name,
        "MaLinhVuc": standing.field_code,
        "TenLinhVuc": standing.field_name,
        "SoBienNhan": standing.tracking_code,
        "ChuHoSo": standing.applicant_name,
        "LoaiDoiTuong": _LOAI_DOI_TUONG[standing.applicant_kind],
        "MaDoiTuong": "",
        "ThongTinKhac": "",
        "Email": "",
        "Fax": "",
        "SoDienThoai": "",
        "TrichYeuHoSo": standing.procedure_name,
        "NgayTiepNhan": portal_time(standing.received_at),
        "NgayHenTra": portal_time(standing.due_at),
        "TrangThaiHoSo": str(national_status(standing.status)),
        "NgayTra": portal_time(standing.released_at),
        "ThongTinTra": "",
        "HinhThuc": _HINH_THUC[standing.channel],
        "NgayKetThucXuLy": portal_time(standing.finished_at),
        "DonViXuLy": standing.agency_name,
        "GhiChu": standing.reason,
        **{name: [] for name in _NOTHING_NESTED},
    }


def progress_record(progress: Progress) -> Record:
    """A row of CapNhatTienDoHoSoMC."""
    return {
        "MaHoSo": progress.code or progress.tracking_code,
        "NguoiXuLy": progress.officer_name,
        "ChucDanh": progress.position,
        "ThoiDiemXuLy": portal_time(progress.done_at),
        "PhongBanXuLy": progress.unit_name,
        "NoiDungXuLy": progress.note,
        "TrangThai": str(national_status(progress.status)),
        "NgayBatDau": portal_time(progress.opened_at),
        "NgayKetThucTheoQuyDinh": portal_time(progress.due_at),
    }


def portal_time(at: datetime | None) -> str:
    """`20200914073000` for an aware instant; empty for none."""
    return at.astimezone(VIETNAM).strftime("%Y%m%d%H%M%S") if at else ""
