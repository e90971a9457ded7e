"""Items that a client sends, as the server keeps them: each with an id, a type and a status."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oaic_spec import contract

from oaic_server.answering.tools.told import OFFERING
from oaic_server.answering.tools.told import told as told_tool
from oaic_server.exchange.complaint import complaint
from oaic_server.exchange.refusal import Refusal
from oaic_server.state.identity import Identity
from oaic_server.state.kept import Item
from oaic_server.state.service import Service

PREFIXES = {
    "message": "msg_",
    "reasoning": "rs_",
    "function_call": "fc_",
    "function_call_output": "fc_",
    "custom_tool_call": "ctc_",
    "custom_tool_call_output": "ctc_",
    "tool_search_call": "tsc_",
    "tool_search_output": "tso_",
    "compaction": "cmp_",
    "web_search_call": "ws_",
    "file_search_call": "fs_",
    "code_interpreter_call": "ci_",
    "image_generation_call": "ig_",
    "mcp_call": "mcp_",
    "mcp_list_tools": "mcpl_",
    "mcp_approval_request": "mcpr_",
    "mcp_approval_response": "mcpa_",
}
OTHER = "item_"
WITHOUT_STATUS = (
    "reasoning",
    "compaction",
    "mcp_call",
    "mcp_list_tools",
    "mcp_approval_request",
    "mcp_approval_response",
)
SAYS_STATUS = PREFIXES.keys() - set(WITHOUT_STATUS)
NOT_KEPT = "internal_chat_message_metadata_passthrough"  # what an agent notes for the service alone
SEARCHES = ("tool_search_call", "tool_search_output")


def taken(given: Any, service: Service, param: str) -> list[Item]:
    """A text, or items, as they are kept; what refers to an item becomes that item."""
    if isinstance(given, str):
        given = [{"role": "user", "content": given}]
    return [one(item, service, f"{param}[{place}]") for place, item in enumerate(given or [])]


def one(item: Item, service: Service, place: str) -> Item:
    if item.get("type") == "item_reference" or (item.get("type") is None and "role" not in item):
        return referred(item["id"], service, f"{place}.id")
    told = kept(item, service.identity)
    if problem := contract().schema("ItemResource").first_problem(told):
        raise complaint(problem.below(place))
    return told


def referred(id: str, service: Service, param: str) -> Item:
    found = service.items.get(id)
    if found is None and service.settings.lenient:
        return kept({"id": id, "role": "user", "content": ""}, service.identity)
    if found is None:
        message = (
            f"{param}: there is no item {id!r}; items are kept with the responses they are of, unless store is false"
        )
        raise Refusal(404, message, param=param)
    return found


def kept(item: Item, identity: Identity) -> Item:
    kind = "message" if item.get("type") is None else item["type"]
    told = {name: value for name, value in item.items() if value is not None and name != NOT_KEPT}
    id = told.get("id")
    own = {"id": id if id and isinstance(id, str) else identity.id(PREFIXES.get(kind, OTHER)), "type": kind}
    if kind in SAYS_STATUS:
        own["status"] = told.get("status") or "completed"
    if kind in SEARCHES:
        told = {"call_id": None, "execution": "server", **told}
    if kind in OFFERING:
        told["tools"] = [told_tool(tool) for tool in told["tools"]]
    if kind == "message":
        told["content"] = parts(told["content"], told["role"])
    return {**told, **own}


def parts(content: Any, role: str) -> list[dict[str, Any]]:
    if isinstance(content, str):
        content = [{"type": "output_text" if role == "assistant" else "input_text", "text": content}]
    return [with_annotations(part) for part in content]


def with_annotations(part: dict[str, Any]) -> dict[str, Any]:
    """An answer's text always says what it rests on, if on nothing; null stands for nothing."""
    told = {name: value for name, value in part.items() if value is not None}
    return {**told, "annotations": told.get("annotations", [])} if told["type"] == "output_text" else told


def keep(items: Iterable[Item], service: Service) -> None:
    """So that they can be referred to."""
    for item in items:
        service.items.put(item["id"], item)


def forget(items: Iterable[Item], service: Service) -> None:
    for item in items:
        service.items.drop(item["id"])
