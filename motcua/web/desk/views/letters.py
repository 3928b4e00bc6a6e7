"""Letters with applicants: writing one, and the desk's copies of them all."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.reports.letters import letters_at
from motcua.services.dossiers.write_letter import write_letter
from motcua.web.accounts.permit import require
from motcua.web.desk.page import desk_agencies, show
from motcua.web.desk.views.acts import do_act
from motcua.web.desk.views.dossiers import load


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """What was written about the desk's dossiers, newest first; unread ones are marked."""
    require(request, "letters.read")
    after = request.GET.get("after", "")[:60]
    page = letters_at(desk_agencies(request), reader=request.user.pk, after=after)
    context = {
        "letters": page.letters,
        "next_href": f"?{urlencode({'after': page.next})}" if page.next else "",
        "first_href": "?" if after else "",
    }
    return show(request, "desk/letters.html", context)


@require_POST
def write(request: HttpRequest, ref: str) -> HttpResponse:
    dossier = load(request, ref, "dossiers.write_letter")
    text = request.POST.get("text", "")
    is_from_desk = dossier.receiving_agency_id in desk_agencies(request)
    return do_act(
        request,
        dossier,
        lambda at: write_letter(
            dossier=dossier, by=request.user, at=at, text=text, is_from_desk=is_from_desk
        ),
        _("Đã gửi; người nộp đọc ở trang hồ sơ của mình, Bộ phận Một cửa thấy bản sao."),
        stays=True,
    )
