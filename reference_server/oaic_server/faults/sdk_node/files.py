"""Files that the Node SDK cannot send, read back, send in parts or walk."""

from __future__ import annotations

from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import FILE, FILE_CONTENT, FILES_LISTED, UPLOAD_PART
from oaic_server.faults.sdk.files import files_are_gone_on_with_only_where_they_have_an_order as only_in_an_order
from oaic_server.faults.sdk_node.requests import refuse_browsers, refuse_hyphens


@fault("sdk-node.files.send", stage="answer", on=FILE)
def a_form_may_not_begin_with_a_hyphen(request: Request) -> None:
    refuse_hyphens(request)


@fault("sdk-node.files.content", stage="answer", on=FILE_CONTENT)
def files_are_not_for_browsers(request: Request) -> None:
    refuse_browsers(request)


@fault("sdk-node.files.in-parts", stage="answer", on=UPLOAD_PART)
def a_part_may_not_begin_with_a_hyphen(request: Request) -> None:
    refuse_hyphens(request)


@fault("sdk-node.files.pages", stage="request", on=FILES_LISTED)
def files_are_walked_only_where_they_have_an_order(request: Request) -> Request:
    return only_in_an_order(request)
