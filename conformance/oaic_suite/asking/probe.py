"""Holds our own requests against the contract before they are sent: a bad probe is our error.

The body is judged by the contract's validators; what lies around it, the path, its parameters and the
media type, by openapi-core.
"""

from __future__ import annotations

import importlib

from oaic_spec import contract

from oaic_suite.evidence.exchange import Request, media_type

AROUND = "oaic_suite.asking.around"


def complaint(request: Request, base_url: str) -> str | None:
    """What the contract has against a request, in a sentence."""
    operation = contract().operations[request.operation or ""]
    schema = operation.form if request.form else operation.request
    problems = schema.problems(request.json) if schema else []
    if problems:
        return problems[0].sentence
    found: str | None = importlib.import_module(AROUND).around(
        request.method, request.url, media_type(request.headers) if request.body is not None else "", base_url
    )
    return found
