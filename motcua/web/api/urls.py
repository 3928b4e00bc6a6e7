"""The doors for machines: /api/v1/, and what watches over the system."""

from django.urls import path

from motcua.web.api.docs import docs
from motcua.web.api.health import healthz, metrics, readyz
from motcua.web.api.v1 import api

urlpatterns = [
    path("api/v1/docs", docs, name="api-docs"),
    path("api/v1/", api.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]
