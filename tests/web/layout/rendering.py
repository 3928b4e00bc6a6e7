"""Renders the shared look's templates without the audiences that use them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.template import Context, Engine

from tests.web.layout.samples import styleguide

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
LAYOUT = ROOT / "motcua" / "web" / "layout"
ENGINE = Engine(
    dirs=[str(LAYOUT / "templates"), str(HERE)],
    libraries={
        "look": "motcua.web.layout.templatetags.look",
        "i18n": "django.templatetags.i18n",
        "static": "django.templatetags.static",
    },
    string_if_invalid="",
)


def render(template: str, **context: Any) -> str:
    """The template with `context` and nothing else."""
    return ENGINE.get_template(template).render(Context(context))


def render_sample(template: str) -> str:
    """The template with everything the styleguide shows, as a request with a form would see it."""
    return render(template, **styleguide(), request=HttpRequest(), csrf_token="token")
