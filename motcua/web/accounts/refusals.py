"""A verb's no, where the page shows it: at the field it names, else above the form."""

from __future__ import annotations

from django import forms

from motcua.services.errors import NotDone
from motcua.web.accounts.adapter import refusal_error


def show_refusal(form: forms.Form, no: NotDone) -> None:
    """Adds the refusal to the form's errors."""
    for name, refused in no.fields.items():
        form.add_error(name if name in form.fields else None, refusal_error(refused))
    if not no.fields:
        form.add_error(None, refusal_error(no.refused))
