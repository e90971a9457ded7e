"""What openapi-core has against a request of ours: its path, parameters and media type.

It is large, and loaded only when the first request is sent that must keep the contract.
"""

from __future__ import annotations

import functools
from urllib.parse import urlsplit

from oaic_spec.openapi_core_bridge import openapi
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from openapi_core.validation.request.exceptions import InvalidRequestBody, SecurityValidationError
from werkzeug.datastructures import Headers, ImmutableMultiDict

# Bodies are the contract's to judge, and an open server is sent no key.
NOT_AROUND = (InvalidRequestBody, SecurityValidationError)


class Probe:
    """A request as openapi-core reads one."""

    def __init__(self, method: str, url: str, media_type: str) -> None:
        parts = urlsplit(url)
        self.host_url = f"{parts.scheme}://{parts.netloc}"
        self.path = parts.path
        self.method = method.lower()
        self.body = b"{}" if media_type else None
        self.content_type = media_type
        self.parameters = RequestParameters(ImmutableMultiDict(), Headers(), ImmutableMultiDict())


@functools.lru_cache(maxsize=4096)
def around(method: str, url: str, media_type: str, base_url: str) -> str | None:
    errors = openapi(base_url).iter_request_errors(Probe(method, url, media_type))
    found = [error for error in errors if not isinstance(error, NOT_AROUND)]
    return sentence(found[0]) if found else None


def sentence(error: OpenAPIError | Exception) -> str:
    return str(error) or type(error).__name__
