"""Holds our own requests against the contract before they are sent: a bad probe is our error.

The body is judged by the contract's validators; what lies around it, the path, its parameters and the
media type, by openapi-core.
"""

from __future__ import annotations

import functools
from urllib.parse import urlsplit

from oaic_spec import contract
from oaic_spec.openapi_core_bridge import openapi
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from openapi_core.validation.request.exceptions import InvalidRequestBody, SecurityValidationError
from werkzeug.datastructures import Headers, ImmutableMultiDict

from oaic_suite.evidence.exchange import Request

# Bodies are the contract's to judge, and an open server is sent no key.
NOT_AROUND = (InvalidRequestBody, SecurityValidationError)


class Probe:
    """A request as openapi-core reads one."""

    def __init__(self, method: str, url: str, content: bytes | None) -> None:
        parts = urlsplit(url)
        self.host_url = f"{parts.scheme}://{parts.netloc}"
        self.path = parts.path
        self.method = method.lower()
        self.body = content
        self.content_type = "application/json" if content is not None else ""
        self.parameters = RequestParameters(ImmutableMultiDict(), Headers(), ImmutableMultiDict())


def complaint(request: Request, base_url: str) -> str | None:
    """What the contract has against a request, in a sentence."""
    operation = contract().operations[request.operation or ""]
    problems = operation.request.problems(request.json) if operation.request else []
    if problems:
        return problems[0].sentence
    return around(request.method, request.url, request.body is not None, base_url)


@functools.lru_cache(maxsize=4096)
def around(method: str, url: str, has_body: bool, base_url: str) -> str | None:
    errors = openapi(base_url).iter_request_errors(Probe(method, url, b"{}" if has_body else None))
    found = [error for error in errors if not isinstance(error, NOT_AROUND)]
    return sentence(found[0]) if found else None


def sentence(error: OpenAPIError | Exception) -> str:
    return str(error) or type(error).__name__
