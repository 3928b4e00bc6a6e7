"""The accounts' own addresses, and a few made-up ones for the gate."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from motcua.records.dossiers.models import Dossier
from motcua.web.accounts.permit import may, require


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("plain")


def on_dossier(request: HttpRequest, ref: str) -> HttpResponse:
    dossier = Dossier.objects.select_related("receiving_agency", "lead_agency").get(tracking_code=ref)
    require(request, "dossiers.receive", dossier)
    return HttpResponse("received")


def forgetful(request: HttpRequest, ref: str) -> HttpResponse:
    return HttpResponse("everything about " + ref)


@csrf_exempt
def machine(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"name": request.actor and request.actor.name, "may": may(request, "queue.read")})


urlpatterns = [
    path("language/", set_language, name="set_language"),
    path("account/", include("motcua.web.accounts.urls")),
    path("", plain, name="open-to-all"),
    path("desk/", plain, name="for-officers"),
    path("unlisted/", plain, name="unlisted"),
    path("nameless/", plain),
    path("dossiers/<str:ref>/", on_dossier, name="on-dossier"),
    path("forgetful/<str:ref>/", forgetful, name="forgetful"),
    path("api/v1/queue", machine, name="machine"),
    path("api/v1/open", machine, name="machine-open"),
]

handler400 = "motcua.web.layout.views.bad_request"
handler403 = "motcua.web.layout.views.forbidden"
handler404 = "motcua.web.layout.views.not_found"
handler500 = "motcua.web.layout.views.server_error"

AUTHORISATION = """
[routes.open-to-all]
permission = "public"
methods = ["GET", "POST"]
[routes.for-officers]
permission = "queue.read"
methods = ["GET", "POST"]
[routes.on-dossier]
permission = "dossiers.receive"
methods = ["GET", "POST"]
on = "dossier"
[routes.forgetful]
permission = "dossiers.receive"
methods = ["GET"]
on = "dossier"
[routes.machine]
permission = "queue.read"
methods = ["GET", "POST"]
[routes.machine-open]
permission = "public"
methods = ["GET"]
"""
