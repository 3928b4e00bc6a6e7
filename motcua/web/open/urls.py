"""Public figures: anyone may read them, without an account."""

from django.urls import path

from motcua.web.open.views import agency_score, scores

app_name = "open"
urlpatterns = [
    path("scores/", scores, name="scores"),
    path("scores/<str:code>/", agency_score, name="agency-score"),
]
