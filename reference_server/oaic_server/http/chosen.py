"""Faults chosen by the base URL, for clients that send no header of ours: `/_oaic/faults/ID/v1`."""

from __future__ import annotations

from starlette.types import Scope

from oaic_server.faults.touching import EVERY

FAULT_HEADER = "x-oaic-fault"
FAULTS, TOUCHED = "/_oaic/faults/", "/_oaic/touched/"


def direct(scope: Scope) -> Scope:
    """The request as it would come to the plain base URL, with the header that chooses."""
    path: str = scope["path"]
    if path.startswith(TOUCHED):
        return plain(scope, TOUCHED, EVERY)
    if path.startswith(FAULTS):
        asked = path.removeprefix(FAULTS).partition("/")[0]
        return plain(scope, f"{FAULTS}{asked}/", asked)
    return scope


def plain(scope: Scope, prefix: str, asked: str) -> Scope:
    depth = prefix.count("/")
    raw: bytes | None = scope.get("raw_path")
    paths = {"path": "/" + scope["path"].removeprefix(prefix)}
    if raw is not None:
        paths["raw_path"] = b"/" + b"/".join(raw.split(b"/")[depth:])
    chosen = (FAULT_HEADER.encode(), asked.encode("latin-1", "replace"))
    return {**scope, **paths, "headers": [*scope["headers"], chosen]}
