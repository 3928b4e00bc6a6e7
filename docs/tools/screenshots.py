"""Takes the pictures in docs/screenshots anew.

`PYTHONPATH=. .venv/bin/python docs/tools/screenshots.py [NAME …]`

It starts the demo on a free port with a data folder of its own, drives Chromium through the pages
listed below, and leaves nothing running. Give names to take only those.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from base64 import b32decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from config.processes import free_port

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "docs" / "screenshots"
HEIGHTS = {360: 740, 1366: 900}


@dataclass(frozen=True, slots=True)
class Shot:
    """A page: its picture's name, its path, the role that looks at it (None: a stranger), the widths."""

    name: str
    path: str
    role: str | None = None
    widths: tuple[int, ...] = (360, 1366)


SHOTS = (
    Shot("portal-home", "/"),
    Shot("portal-search", "/procedures/?q=khai+sinh"),
    Shot("portal-procedure", "/procedures/1.001193/"),
    Shot("portal-help", "/help/"),
    Shot("portal-lookup", "/lookup/"),
    Shot("portal-dossiers", "/me/dossiers/", "citizen"),
    Shot("accounts-sign-in", "/account/sign-in/"),
    Shot("desk-queue", "/desk/", "desk_officer"),
    Shot("desk-register", "/desk/register/", "desk_officer", (1366,)),
    Shot("desk-intake", "/desk/intake/", "desk_officer", (1366,)),
    Shot("console-overview", "/console/", "administrator", (1366,)),
    Shot("open-scores", "/open/scores/"),
    Shot("api-docs", "/api/v1/docs", None, (1366,)),
)


@dataclass(frozen=True, slots=True)
class Login:
    """A demo account as ./run prints it."""

    name: str
    password: str
    secret: str


def main() -> int:
    wanted = set(sys.argv[1:])
    shots = [shot for shot in SHOTS if not wanted or shot.name in wanted]
    TARGET.mkdir(exist_ok=True)
    with demo() as (address, logins), sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for role in dict.fromkeys(shot.role for shot in shots):
            context = signed_in(browser, address, logins[role] if role else None)
            for shot in shots:
                if shot.role == role:
                    take(context, address, shot)
            context.close()
        browser.close()
    return 0


@contextmanager
def demo() -> Iterator[tuple[str, dict[str, Login]]]:
    """The whole system in a folder that is thrown away; its address and the first account of each role."""
    with tempfile.TemporaryDirectory(prefix="motcua-pictures-", ignore_cleanup_errors=True) as folder:
        command = [sys.executable, "-m", "config.run", "--port", str(free_port()), "--data", f"{folder}/data"]
        process = subprocess.Popen(  # noqa: S603 (our own command)
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        try:
            yield _announced(process)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=20)


def _announced(process: subprocess.Popen[str]) -> tuple[str, dict[str, Login]]:
    address, logins = "", dict[str, Login]()
    for line in process.stdout or ():
        words = line.split()
        if words[:1] == ["READY"]:
            address = words[1]
        elif words[:1] == ["ACCOUNT"]:
            logins.setdefault(words[1], Login(*words[2:5]))
        if address and {"citizen", "administrator", "desk_officer"} <= logins.keys():
            return address, logins
    raise SystemExit(f"the demo did not start (accounts: {sorted(logins)})")


def signed_in(browser: Browser, address: str, login: Login | None) -> BrowserContext:
    context = browser.new_context(locale="vi-VN")
    if login is None:
        return context
    page = context.new_page()
    page.goto(f"{address}/account/sign-in/")
    page.fill("[name=login]", login.name)
    page.fill("[name=password]", login.password)
    _submit(page, "password")
    if login.secret != "-":  # noqa: S105
        page.fill("[name=code]", code_of(login.secret))
        _submit(page, "code")
    page.wait_for_load_state()
    page.close()
    return context


def _submit(page: Page, field: str) -> None:
    with page.expect_navigation():
        page.press(f"[name={field}]", "Enter")


def code_of(secret: str) -> str:
    """The six digits an authenticator app shows now."""
    key = b32decode(secret + "=" * (-len(secret) % 8))
    return TOTP(key, 6, SHA1(), 30, enforce_key_length=False).generate(int(time.time())).decode()  # noqa: S303


def take(context: BrowserContext, address: str, shot: Shot) -> None:
    page = context.new_page()
    for width in shot.widths:
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        page.goto(address + shot.path)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=TARGET / f"{shot.name}-{width}.png")
        print(f"{shot.name}-{width}.png", flush=True)
    page.close()


if __name__ == "__main__":
    raise SystemExit(main())
