"""The API against its own OpenAPI document: whatever is sent, no operation breaks."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error

from config.wsgi import application
from motcua.web.api.v1 import api
from tests.cast import Cast, bearer, filed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
OPERATIONS = [
    (method.upper(), path)
    for path, operations in api.get_openapi_schema()["paths"].items()
    for method in operations
]
FEW = settings(
    max_examples=12,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_no_call_the_document_speaks_of_is_a_server_error(cast: Cast, method: str, path: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    dossier, headers = filed(cast), bearer(cast.hoa)

    @FEW
    @given(case=schema[path][method].as_strategy())
    def send(case: Any) -> None:
        if "ref" in case.path_parameters:
            # A real dossier, or no body would ever be looked at.
            case.path_parameters["ref"] = dossier.tracking_code
        case.call_and_validate(headers=headers, checks=[not_a_server_error])

    send()
