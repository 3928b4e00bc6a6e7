"""A small HTTP client with cookies, as a signed-in browser or a machine with a token."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import re
import struct
import time
from collections.abc import Mapping
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from motcua.kit.errors import Unusable

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Browser:
    """One connection; `token` makes it a machine's."""

    def __init__(self, port: int, token: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.token = token

    def clone(self) -> Browser:
        """Another connection of the same browser."""
        other = Browser(self.connection.port, self.token)
        other.cookies = dict(self.cookies)
        return other

    def get(self, path: str) -> str:
        status, body = self.send("GET", path)
        if status != 200:
            raise Unusable(f"GET {path}: {status}")
        return body

    def post_form(self, path: str, fields: Mapping[str, str]) -> int:
        body = urlencode({**fields, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}).encode()
        return self.send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})[0]

    def post_json(self, path: str, body: object, key: str = "") -> tuple[int, str]:
        headers = {"Content-Type": "application/json", **({"Idempotency-Key": key} if key else {})}
        return self.send("POST", path, json.dumps(body).encode(), headers)

    def send(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        sent = {
            **(headers or {}),
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        self.connection.request(method, path, body, sent)
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for header in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value
        return answer.status, text

    def sign_in(self, login: str, password: str, totp_secret: str) -> None:
        """By the pages a person uses, second factor included."""
        self.get("/account/sign-in/")
        self.post_form("/account/sign-in/", {"login": login, "password": password})
        if totp_secret != "-":  # noqa: S105 — the dash of the READY lines
            self.get("/account/second-factor/authenticate/")
            self.post_form("/account/second-factor/authenticate/", {"code": totp(totp_secret)})
        status, _ = self.send("GET", "/account/sessions/")
        if status != 200:
            raise Unusable(f"{login} could not sign in ({status})")


def totp(secret: str) -> str:
    """The six digits of now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
