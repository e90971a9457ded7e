"""Files that come in parts: begun, added to in any order, made whole in the order that is named, or given up."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from oaic_server.answering.keeping.expiry import expiry
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.state.files import KeptFile
from oaic_server.state.service import Service
from oaic_server.state.uploads import CANCELLED, PENDING, KeptUpload

COMPLETED = "completed"
MOST_PARTS = 10_000
MOST_BYTES = 8 * 2**30  # as the service has it


def create_upload(request: Request, service: Service) -> Reply:
    asked = request.body
    if asked["bytes"] > MOST_BYTES:
        raise wrong("bytes", f"bytes: expected at most {MOST_BYTES}, found {asked['bytes']}")
    upload = KeptUpload(
        id=service.identity.id("upload_"),
        created_at=service.identity.created(),
        filename=asked["filename"],
        bytes=int(asked["bytes"]),
        purpose=asked["purpose"],
        asked=asked,
    )
    service.uploads.put(upload)
    return Reply.json(request, upload.resource())


def add_upload_part(request: Request, service: Service) -> Reply:
    [part] = request.files["data"]
    id = service.identity.id("part_")
    with pending(request, service) as upload:
        if len(upload.parts) >= MOST_PARTS:
            raise wrong("data", f"data: expected at most {MOST_PARTS} parts of an upload, found more")
        if not service.uploads.takes(upload, len(part.content)):
            message = "data: there is no room in memory for an upload of this size; --store would make some"
            raise Refusal(413, message, code="request_too_large", param="data")
        service.uploads.add(upload, id, part.content)
    told = {"id": id, "object": "upload.part", "created_at": service.identity.created(), "upload_id": upload.id}
    return Reply.json(request, told)


def complete_upload(request: Request, service: Service) -> Reply:
    with pending(request, service) as upload:
        content = whole(upload, request.body, service)
        created = service.identity.created()
        file = KeptFile(
            id=service.identity.id("file-"),
            bytes=len(content),
            created_at=created,
            filename=upload.filename,
            purpose=upload.purpose,
            expires_at=expiry(upload.asked, upload.purpose, created),
        )
        service.files.put(file, content)
        service.uploads.end(upload, COMPLETED, file.resource())
    return Reply.json(request, upload.resource())


def cancel_upload(request: Request, service: Service) -> Reply:
    with pending(request, service) as upload:
        service.uploads.end(upload, CANCELLED)
    return Reply.json(request, upload.resource())


@contextmanager
def pending(request: Request, service: Service) -> Iterator[KeptUpload]:
    """The upload that is asked for, which no other worker changes meanwhile."""
    id = request.parameters["upload_id"]
    service.uploads.get(id)  # one that has expired ends here: what is done below is taken back by a refusal
    with service.store.together():
        upload = service.uploads.get(id)
        if service.settings.lenient and (upload is None or upload.status != PENDING):
            upload = made_up(id, service)
        if upload is None:
            raise Refusal(404, f"There is no upload {id!r}.", param="upload_id")
        if upload.status != PENDING:
            raise Refusal(400, f"The upload {id!r} is {upload.status}: nothing more comes of it.", param="upload_id")
        yield upload


def made_up(id: str, service: Service) -> KeptUpload:
    """One of nothing, to which anything may be added."""
    asked: dict[str, Any] = {"filename": id, "bytes": 0, "purpose": "batch"}
    upload = KeptUpload(id, service.identity.created(), **asked, asked=asked)
    service.uploads.put(upload)
    return upload


def whole(upload: KeptUpload, asked: dict[str, Any], service: Service) -> bytes:
    """All parts that are named, one after another; refused where they are not what was announced."""
    part_ids = asked["part_ids"]
    if not service.settings.lenient:
        require_announced(upload, part_ids)
    content = service.uploads.content(upload, part_ids)
    if asked.get("md5") and asked["md5"].lower() != hashlib.md5(content, usedforsecurity=False).hexdigest():
        service.refuse_unless_lenient(wrong("md5", "md5: it is not that of the parts in this order"))
    return content


def require_announced(upload: KeptUpload, part_ids: list[str]) -> None:
    named: set[str] = set()
    for place, id in enumerate(part_ids):
        if id not in upload.parts:
            raise wrong("part_ids", f"part_ids[{place}]: there is no part {id!r} in this upload")
        if id in named:
            raise wrong("part_ids", f"part_ids[{place}]: the part {id!r} is named before")
        named.add(id)
    size = sum(upload.parts[id] for id in part_ids)
    if size != upload.bytes:
        raise wrong("part_ids", f"part_ids: expected parts of {upload.bytes} bytes in all, found {size}")


def wrong(param: str, message: str) -> Refusal:
    return Refusal(400, message, code="invalid_value", param=param)
