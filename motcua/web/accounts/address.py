"""Where a request comes from, as far as it can be believed."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The client's address behind MOTCUA_PROXY_COUNT proxies of ours; an IPv6 client counts by its /64."""
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if settings.MOTCUA_PROXY_COUNT else []
    chain = [*(part.strip() for part in seen if part.strip()), request.META.get("REMOTE_ADDR", "")]
    # Only what our own proxies appended is true; what stands further left anybody may have typed.
    return _bucket(chain[max(0, len(chain) - 1 - settings.MOTCUA_PROXY_COUNT)])


def _bucket(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:45]
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)
