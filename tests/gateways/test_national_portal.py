"""gateways/national_portal: client, mapping and double, over real HTTP."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from motcua.gateways.errors import Faulty, Refused, Unreachable
from motcua.gateways.national_portal.client import NationalPortal
from motcua.gateways.national_portal.double import Fault, Portal, running_portal
from motcua.gateways.national_portal.mapping import (
    Progress,
    Standing,
    portal_time,
    progress_record,
    standing_record,
)

RECEIVED = datetime(2020, 9, 14, 0, 30, tzinfo=UTC)
STANDING = Standing(
    tracking_code="MC-7K3Q-9FW6",
    code="000.25.30.H46-200914-0001",
    procedure_code="1.004873",
    procedure_name="Cấp Giấy xác nhận tình trạng hôn nhân",
    field_code="HT",
    field_name="Hộ tịch",
    applicant_name="Nguyễn Thị Lan",
    applicant_kind="person",
    agency_name="UBND xã Phong Thủy",
    channel="online",
    status="received",
    reason="",
    received_at=RECEIVED,
    due_at=datetime(2020, 9, 17, 10, 0, tzinfo=UTC),
    finished_at=None,
    released_at=None,
)
PROGRESS = Progress(
    tracking_code="MC-7K3Q-9FW6",
    code="",
    status="processing",
    officer_name="Phan Ngọc Sơn",
    position="Công chức tư pháp",
    unit_name="UBND xã Phong Thủy",
    note="Thẩm định",
    done_at=RECEIVED,
    opened_at=None,
    due_at=None,
)
RECORD = standing_record(STANDING)


@pytest.fixture
def doubled() -> Iterator[tuple[NationalPortal, Portal]]:
    with running_portal() as (address, portal):
        client = NationalPortal(
            address.replace("//", "//quangbinh:bi%20mat@") + "?madonvi=000.00.00.H46", timeout=2
        )
        yield client, portal
        client.close()


def test_the_record_speaks_the_portals_words() -> None:
    assert RECORD["MaHoSo"] == "000.25.30.H46-200914-0001"
    assert RECORD["SoBienNhan"] == "MC-7K3Q-9FW6"
    assert RECORD["TrangThaiHoSo"] == "2"
    assert RECORD["NgayTiepNhan"] == "20200914073000"
    assert RECORD["NgayTra"] == ""
    assert RECORD["DanhSachLePhi"] == []


def test_a_dossier_without_a_code_goes_by_its_tracking_code() -> None:
    assert progress_record(PROGRESS)["MaHoSo"] == "MC-7K3Q-9FW6"
    assert portal_time(None) == ""


def test_a_record_arrives_and_is_acknowledged(doubled: tuple[NationalPortal, Portal]) -> None:
    client, portal = doubled
    acknowledgement = client.put_dossier(RECORD, key="k1", is_update=False)
    assert acknowledgement == "DVCQG-00000001"
    assert portal.records["MC-7K3Q-9FW6"] == RECORD
    assert client.put_progress(progress_record(PROGRESS), key="k2") == "DVCQG-00000002"
    assert portal.progress[0]["NguoiXuLy"] == "Phan Ngọc Sơn"


def test_the_same_key_is_done_once_and_answered_alike(doubled: tuple[NationalPortal, Portal]) -> None:
    client, portal = doubled
    assert client.put_dossier(RECORD, key="k", is_update=False) == client.put_dossier(
        RECORD, key="k", is_update=False
    )
    assert len(portal.effects) == 1


def test_a_dead_session_is_renewed_without_anybody_noticing(doubled: tuple[NationalPortal, Portal]) -> None:
    client, portal = doubled
    client.put_dossier(RECORD, key="k1", is_update=False)
    portal.sessions.clear()
    client.put_dossier(RECORD, key="k2", is_update=True)
    assert len(portal.effects) == 2


def test_a_no_to_the_message_is_told_apart_from_a_broken_portal(
    doubled: tuple[NationalPortal, Portal],
) -> None:
    client, portal = doubled
    portal.script(Fault("refuse", message="Mã TTHC không tồn tại"))
    with pytest.raises(Refused, match="Mã TTHC không tồn tại"):
        client.put_dossier(RECORD, key="k", is_update=False)
    portal.script(Fault("error", status=503), Fault("error", status=422))
    with pytest.raises(Faulty, match="503"):
        client.put_dossier(RECORD, key="k", is_update=False)
    with pytest.raises(Refused, match="422"):
        client.put_dossier(RECORD, key="k", is_update=False)
    assert not portal.effects


def test_a_refusal_in_an_old_session_is_asked_once_more_and_then_believed(
    doubled: tuple[NationalPortal, Portal],
) -> None:
    client, portal = doubled
    client.put_dossier(RECORD, key="k1", is_update=False)
    portal.script(Fault("refuse", times=2))
    with pytest.raises(Refused):
        client.put_dossier(RECORD, key="k2", is_update=False)


def test_an_answer_lost_after_the_work_was_done_is_done_once(doubled: tuple[NationalPortal, Portal]) -> None:
    client, portal = doubled
    portal.script(Fault("drop_after_commit"), Fault("drop"))
    for _ in range(2):
        with pytest.raises(Unreachable):
            client.put_dossier(RECORD, key="k", is_update=False)
    assert client.put_dossier(RECORD, key="k", is_update=False) == "DVCQG-00000001"
    assert len(portal.effects) == 1


def test_a_portal_that_hangs_is_left_after_the_timeout() -> None:
    with running_portal() as (address, portal):
        portal.script(Fault("delay", seconds=1))
        client = NationalPortal(address, timeout=0.1)
        with pytest.raises(Unreachable):
            client.put_dossier(RECORD, key="k", is_update=False)
        client.close()


def test_a_portal_that_is_not_there_is_unreachable() -> None:
    with pytest.raises(Unreachable):
        NationalPortal("http://127.0.0.1:9", timeout=1).put_dossier(RECORD, key="k", is_update=False)


def test_a_fault_can_be_meant_for_one_dossier(doubled: tuple[NationalPortal, Portal]) -> None:
    client, portal = doubled
    portal.script(Fault("refuse", times=2, tracking_code="MC-2222-2222"))
    client.put_dossier(RECORD, key="k1", is_update=False)
    with pytest.raises(Refused):
        client.put_dossier({**RECORD, "SoBienNhan": "MC-2222-2222"}, key="k2", is_update=False)


def test_a_keep_alive_call_takes_no_delayed_acknowledgement(doubled: tuple[NationalPortal, Portal]) -> None:
    client, _ = doubled
    began = time.perf_counter()
    for number in range(20):
        client.put_dossier(RECORD, key=f"k{number}", is_update=False)
    assert time.perf_counter() - began < 0.6


def test_the_double_runs_on_its_own_and_can_be_scripted_over_http() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "motcua.gateways.national_portal.double", "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command) as process:
        try:
            _wait_for(address)
            faults = json.dumps({"faults": [{"kind": "refuse"}]}).encode()
            urllib.request.urlopen(f"{address}/_double/faults", data=faults).close()
            client = NationalPortal(address)
            with pytest.raises(Refused):
                client.put_dossier(RECORD, key="k", is_update=False)
            client.put_dossier(RECORD, key="k", is_update=False)
            client.close()
            with urllib.request.urlopen(f"{address}/_double/told") as answer:
                assert json.load(answer)["effects"] == [["k", "DongBoHoSoMC"]]
        finally:
            process.terminate()
    assert process.returncode == 0


def _wait_for(address: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"{address}/_double/told").close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(f"{address} never answered")
