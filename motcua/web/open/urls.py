"""Public figures: anyone may read them, without an account."""

from django.urls import path

from motcua.web.open.calling import calling
from motcua.web.open.lateness import lateness
from motcua.web.open.views import agency_score, index_score, procedure_score, score_input, scores

app_name = "open"
urlpatterns = [
    path("calling/<str:code>/", calling, name="calling"),
    path("lateness/", lateness, name="lateness"),
    path("scores/", scores, name="scores"),
    path("scores/<str:code>/", agency_score, name="agency-score"),
    path("scores/<str:code>/input.json", score_input, name="score-input"),
    path("scores/<str:code>/index/<str:index>/", index_score, name="index-score"),
    path("scores/<str:code>/procedures/<str:procedure>/", procedure_score, name="procedure-score"),
]
