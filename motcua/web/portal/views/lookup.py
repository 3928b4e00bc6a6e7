"""The public look-up: a code shows how far the handling has got, with the secret also who has it."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.kit.refusal import Refused
from motcua.records.dossiers.models import Dossier
from motcua.reports.public_lookup import dossier_by_reference, known_view, public_view
from motcua.services.dossiers.verify_secret import verify_secret
from motcua.services.errors import NotDone
from motcua.web.accounts.address import client_address
from motcua.web.accounts.refusals import show_refusal
from motcua.web.layout.fields import errors_of
from motcua.web.layout.reader import told
from motcua.web.portal.handed_over import told_of_result

_NO_SUCH = _("Không có hồ sơ nào mang mã này. Hãy so lại từng ký tự với giấy tiếp nhận hoặc tin nhắn.")


class LookupForm(forms.Form):
    ref = forms.CharField(
        label=_("Mã hồ sơ hoặc mã tra cứu"),
        help_text=_("Ví dụ MC-7K3Q-9FW6 hoặc 000.25.30.H46-200914-0001."),
        max_length=60,
        error_messages={"required": _("Hãy nhập mã hồ sơ hoặc mã tra cứu.")},
    )

    found: Dossier

    def clean_ref(self) -> str:
        typed = str(self.cleaned_data["ref"])
        dossier = dossier_by_reference(typed)
        if isinstance(dossier, Refused):
            raise forms.ValidationError(told(dossier))
        if dossier is None:
            raise forms.ValidationError(_NO_SUCH)
        self.found = dossier
        return typed


class SecretForm(forms.Form):
    secret = forms.CharField(
        label=_("Mã bí mật"),
        help_text=_("10 chữ cái và số, in trên giấy tiếp nhận hồ sơ và trang “Đã nộp”."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Hãy nhập mã bí mật để xem nhiều hơn.")},
    )


@require_safe
def lookup(request: HttpRequest) -> HttpResponse:
    form = LookupForm(request.GET if "ref" in request.GET else None)
    if form.is_bound and form.is_valid():
        found = form.found
        return redirect("portal:lookup-dossier", ref=found.code or found.tracking_code)
    return render(request, "portal/lookup.html", {"form": form, "errors": _errors(form)})


def lookup_dossier(request: HttpRequest, ref: str) -> HttpResponse:
    """The address in the QR. The secret comes by POST only, so that no log or history keeps it."""
    form = LookupForm({"ref": ref})
    if not form.is_valid():
        return render(request, "portal/lookup.html", {"form": form, "errors": _errors(form)}, status=404)
    found = form.found
    secret = SecretForm(request.POST if request.method == "POST" else None)
    is_known = secret.is_bound and secret.is_valid() and _knows(request, found, secret)
    context = {
        "public": public_view(found),
        "known": known_view(found) if is_known else None,
        "told": told_of_result(found) if is_known else [],
        "form": secret,
        "errors": _errors(secret),
    }
    answer = render(request, "portal/lookup_dossier.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _knows(request: HttpRequest, dossier: Dossier, form: SecretForm) -> bool:
    try:
        verify_secret(
            dossier=dossier,
            secret=form.cleaned_data["secret"],
            address=client_address(request),
            at=timezone.now(),
        )
    except NotDone as no:
        show_refusal(form, no)
        return False
    return True


def _errors(form: forms.Form) -> list[object]:
    return list(errors_of(form)) if form.is_bound else []
