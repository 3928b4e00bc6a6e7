"""Makes the data folder ready to serve: keys, tables, translations, static files, province, demo."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from config.signers import authority_folder, give_certificates

_DEMO_CLOCK = datetime(2020, 9, 14, 7, 0)
ROOT = Path(__file__).resolve().parent.parent


def prepare_stage(options: argparse.Namespace) -> list[tuple[str, str, str, str]]:
    """Everything that must be there before the first request; the demo's accounts for the READY lines."""
    data = Path(os.environ["MOTCUA_DATA"])
    if options.fresh and data.exists():
        _empty(data)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)

    import django

    django.setup()

    from motcua.records.keys import keys_folder, make_keys

    make_keys(keys_folder())
    if not _is_prepared(data):
        with _told("tables"):
            _call("migrate", interactive=False, verbosity=0)
        with _told("translations"):
            _compile_translations()
        with _told("static files"):
            _call("collectstatic", interactive=False, verbosity=0)
        with _told("province"):
            _load_province()
        _mark_prepared(data)
    return [] if options.no_demo else _prepare_demo(options.clock)


def _prepare_demo(clock: datetime | None) -> list[tuple[str, str, str, str]]:
    from motcua.jobs.demo.prepare import demo_accounts, is_demo_prepared, prepare_demo
    from motcua.kit.instants import instant
    from motcua.services.clock import clock_shift, set_business_clock

    if clock is not None or not clock_shift():
        set_business_clock(instant(clock or _DEMO_CLOCK))
    if not is_demo_prepared():
        with _told("demo: people and dossiers of 2020"):
            prepare_demo(until=instant(clock or _DEMO_CLOCK), progress=_progress)
    if folder := authority_folder():
        with _told("demo: certificates"):
            give_certificates(folder)
    return demo_accounts()


def _load_province() -> None:
    from django.conf import settings
    from django.utils import timezone

    from motcua.services.province.load import load_province

    load_province(folder=settings.MOTCUA_PROVINCE, at=timezone.now())


def _compile_translations() -> None:
    from config.messages import compile_catalogues

    compile_catalogues()


def _call(command: str, **arguments: object) -> None:
    from django.core.management import call_command

    call_command(command, **arguments)


def _stamp() -> str:
    """Changes whenever something is there to be prepared anew: code, migrations, province, assets."""
    found = hashlib.sha256()
    for folder in ("motcua", "province", "config", "locale"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix not in {".pyc", ".mo"}:
                stat = path.stat()
                found.update(f"{path}:{stat.st_mtime_ns}:{stat.st_size}".encode())
    found.update((ROOT / "package-lock.json").read_bytes())
    found.update(os.environ.get("DATABASE_URL", "").encode())
    return found.hexdigest()


def _is_prepared(data: Path) -> bool:
    marker = data / "prepared"
    return marker.exists() and marker.read_text() == _stamp()


def _mark_prepared(data: Path) -> None:
    (data / "prepared").write_text(_stamp())


def _empty(data: Path) -> None:
    """Only a folder of ours is emptied: a mistyped --data must not cost anybody their files."""
    if any(data.iterdir()) and not (data / "keys").exists():
        raise SystemExit(f"motcua: {data} is not a data folder of this system. Choose another with --data.")
    shutil.rmtree(data)


@contextmanager
def _told(what: str) -> Iterator[None]:
    started = time.monotonic()
    print(f"… {what}", file=sys.stderr, flush=True)
    yield
    print(f"  {what}: {time.monotonic() - started:.1f} s", file=sys.stderr, flush=True)


def _progress(what: str, done: int, of: int) -> None:
    print(f"  {what}: {done:,} / {of:,}", file=sys.stderr, flush=True)


Progress = Callable[[str, int, int], None]
