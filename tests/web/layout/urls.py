"""The few addresses the shared look names."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def sign_out(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("", include("django.conf.urls.i18n")), path("sign-out/", sign_out, name="account_logout")]
