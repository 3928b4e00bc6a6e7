"""A browser's name in words people know, from what it says of itself."""

from __future__ import annotations

from django.utils.translation import gettext

# In this order: Edge and Cốc Cốc also call themselves Chrome, Chrome also calls itself Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("OPR", "Opera"),
    ("Zalo", "Zalo"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """`Chrome trên Android`; what says nothing known is "trình duyệt khác"."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    if not browser:
        return gettext("Trình duyệt khác")
    return (
        gettext("%(browser)s trên %(system)s") % {"browser": browser, "system": system} if system else browser
    )
