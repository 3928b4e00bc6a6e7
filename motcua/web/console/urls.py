"""The console: how the installation stands, for who administers and who controls."""

from django.urls import path

from motcua.web.console.views import overview

app_name = "console"
urlpatterns = [
    path("", overview, name="overview"),
]
