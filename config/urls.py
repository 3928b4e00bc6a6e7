"""Every address of the house, by audience."""

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("motcua.web.portal.urls")),
    path("language/", set_language, name="set_language"),
    path("account/", include("motcua.web.accounts.urls")),
    path("desk/", include("motcua.web.desk.urls")),
    path("console/", include("motcua.web.console.urls")),
    path("open/", include("motcua.web.open.urls")),
    path("", include("motcua.web.api.urls")),
]

handler400 = "motcua.web.layout.views.bad_request"
handler403 = "motcua.web.layout.views.forbidden"
handler404 = "motcua.web.layout.views.not_found"
handler500 = "motcua.web.layout.views.server_error"
