"""Takes one's last act on a dossier back, where it has no legal effect."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.services.dossiers.undo_assign import undo_assign
from motcua.web.desk.views.acts import do_act
from motcua.web.desk.views.dossiers import load


@require_POST
def undo(request: HttpRequest, ref: str) -> HttpResponse:
    """Whose act it was and how long ago, the verb asks."""
    dossier = load(request, ref)
    return do_act(
        request,
        dossier,
        lambda at: undo_assign(dossier=dossier, by=request.user, at=at, now=timezone.now()),
        _("Đã hoàn tác việc phân công."),
        stays=True,
    )
