"""Hands the contract to openapi-core, the judge of what lies around a body: paths, parameters, security."""

from __future__ import annotations

from functools import cache
from typing import Any

from openapi_core import Config, OpenAPI

from oaic_spec.contract import contract
from oaic_spec.mounts import beginning

# None switches validation off, which the annotation does not know. A test holds the document valid instead.
UNVALIDATED = Config(spec_validator_cls=None)  # type: ignore[arg-type]


@cache
def openapi(base_url: str = "/v1") -> OpenAPI:
    """The contract as served under `base_url`; a path alone fits any host."""
    document = contract().document
    paths = {path: mounted(item, base_url) for path, item in document["paths"].items()}
    return OpenAPI.from_dict({**mounted(document, base_url), "paths": paths}, config=UNVALIDATED)


def mounted(node: dict[str, Any], base_url: str) -> dict[str, Any]:
    """The same, and its servers, where it has any, are those of a target."""
    servers = [{"url": beginning(server["url"], base_url)} for server in node.get("servers", [])]
    return {**node, "servers": servers} if servers else node
