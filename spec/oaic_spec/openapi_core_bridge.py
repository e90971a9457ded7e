"""Hands the contract to openapi-core, the judge of what lies around a body: paths, parameters, security."""

from __future__ import annotations

from functools import cache

from openapi_core import Config, OpenAPI

from oaic_spec.contract import contract

# None switches validation off, which the annotation does not know. A test holds the document valid instead.
UNVALIDATED = Config(spec_validator_cls=None)  # type: ignore[arg-type]


@cache
def openapi(base_url: str = "/v1") -> OpenAPI:
    """The contract as served under `base_url`; a path alone fits any host."""
    document = {**contract().document, "servers": [{"url": base_url}]}
    return OpenAPI.from_dict(document, config=UNVALIDATED)
