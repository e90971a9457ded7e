"""The pictures that a request shows, in a form or by what refers to them; refused where they are none."""

from __future__ import annotations

from typing import Any

from oaic_server.answering import media
from oaic_server.answering.keeping.filing import kept_file
from oaic_server.answering.media import PICTURES
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.request import Request
from oaic_server.state.service import Service

Body = dict[str, Any]


def attached(request: Request, service: Service, *members: str) -> tuple[bytes, ...]:
    """In the order of the members, each as often as it was given."""
    found = [(member, part.content) for member in members for part in request.files.get(member, ())]
    return tuple(a_picture(content, member, service) for member, content in found)


def referred_to(body: Body, service: Service) -> tuple[bytes, ...]:
    """By JSON: in a data URL, at an address, which is not looked up, or in a file that is kept here."""
    named = [(each, f"images[{place}]") for place, each in enumerate(body["images"])]
    masks = [(body["mask"], "mask")] if body.get("mask") else []
    return tuple(content(each, param, service) for each, param in [*named, *masks])


def content(reference: Body, param: str, service: Service) -> bytes:
    if (url := reference.get("image_url")) is not None:
        return media.picture(url, f"{param}.image_url").sentence.encode()
    file = kept_file(reference["file_id"], service)
    if file is None:
        raise media.no_file(reference["file_id"], f"{param}.file_id")
    return a_picture(service.files.content(file), f"{param}.file_id", service)


def a_picture(content: bytes, param: str, service: Service) -> bytes:
    if not any(begins.match(content) for begins in PICTURES.values()):
        expected = f"a picture of type {', '.join(PICTURES)}"
        what = f"{len(content)} bytes of something else" if content else "an empty file"
        message = f"{param}: expected {expected}, found {what}"
        service.refuse_unless_lenient(Refusal(400, message, code="invalid_image_file", param=param))
    return content
