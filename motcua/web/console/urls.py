"""The console: how the installation stands and what it reckons with, for who administers and who controls."""

from django.urls import path

from motcua.web.console.views import calendar, overview

app_name = "console"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/preview/", calendar.preview, name="calendar-preview"),
    path("calendar/change/", calendar.change, name="calendar-change"),
]
