"""Files that are kept: sent, listed, described, given back byte for byte, deleted."""

from __future__ import annotations

import re
from urllib.parse import quote

from oaic_server.answering.keeping.expiry import expiry
from oaic_server.answering.keeping.filing import kept_file
from oaic_server.answering.keeping.paging import page
from oaic_server.answering.keeping.query import query
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.state.files import KeptFile
from oaic_server.state.service import Service

USUAL = 10_000  # files of a page
BYTES = "application/octet-stream"
PLAINLY = re.compile(r"[^ !#-$&-~]|\\")  # what a quoted name may not hold, or is read as a code by some


def create_file(request: Request, service: Service) -> Reply:
    [part], purpose = request.files["file"], request.body["purpose"]
    created = service.identity.created()
    file = KeptFile(
        id=service.identity.id("file-"),
        bytes=len(part.content),
        created_at=created,
        filename=base_name(request.body["file"]),
        purpose=purpose,
        expires_at=expiry(request.body, purpose, created),
    )
    service.files.put(file, part.content)
    return Reply.json(request, file.resource())


def list_files(request: Request, service: Service) -> Reply:
    asked = query(request)
    wanted = asked.get("purpose")
    listed = [file.resource() for file in service.files.all() if wanted in (None, file.purpose)]
    return Reply.json(request, page(listed, {"limit": USUAL, **asked}))


def retrieve_file(request: Request, service: Service) -> Reply:
    return Reply.json(request, known(request, service).resource())


def download_file(request: Request, service: Service) -> Reply:
    file = known(request, service)
    headers = [("content-type", BYTES), ("content-disposition", saved_as(file.filename))]
    return Reply(request, 200, headers, service.files.content(file))


def delete_file(request: Request, service: Service) -> Reply:
    file = known(request, service)
    service.files.drop(file.id)
    return Reply.json(request, {"id": file.id, "object": "file", "deleted": True})


def known(request: Request, service: Service) -> KeptFile:
    id = request.parameters["file_id"]
    file = kept_file(id, service)
    if file is None:
        raise Refusal(404, f"There is no file {id!r}.", param="id")
    return file


def saved_as(name: str) -> str:
    """RFC 6266, 4.3 and D: what a header holds of a name, for who reads no more, and then the name as it is."""
    plain = PLAINLY.sub("_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='', errors='replace')}"


def base_name(filename: str) -> str:
    """Without the folders that some clients send along."""
    return re.split(r"[\\/]", filename)[-1]
