"""What a request for a response must satisfy beyond its schema; in the order it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oaic_server.answering.cost import GIVEN, PART, Work
from oaic_server.answering.formats.rules import require_sound
from oaic_server.answering.rules import Rule, nothing_is_moderated, stream_options_need_a_stream, the_model_exists
from oaic_server.answering.tools.rules import require_callable, require_names, require_offered
from oaic_server.answering.tools.told import OFFERING
from oaic_server.answering.tools.tools import Tool, open_to, speakable
from oaic_server.exchange.refusal import Refusal
from oaic_server.state.service import Service
from oaic_server.surfaces.responses.plan import format_of
from oaic_server.surfaces.responses.tools import SEARCH, choice, offered

Body = dict[str, Any]
GOES_ON = ("input", "previous_response_id", "conversation", "prompt")
LONGEST = 128  # name of a tool
MISSING = "missing_required_parameter"


def its_items_are_few(body: Body, service: Service) -> None:
    """Asked first: whatever comes after it looks at all of them."""
    given = items if isinstance(items := body.get("input"), list) else []
    work = Work(service.settings.work_limit, "input")
    work.spend(len(given), GIVEN)
    work.spend(sum(parts(item.get("content")) + parts(item.get("output")) for item in given), PART)
    work.read_schemas([item["tools"] for item in given if item.get("type") in OFFERING])


def its_tools_are_few(body: Body, service: Service) -> None:
    for param in ("tools", "tool_choice"):
        Work(service.settings.work_limit, param).read_schemas(body.get(param) or ())


def parts(content: Any) -> int:
    return len(content) if isinstance(content, list) else 0


def it_names_a_model(body: Body, service: Service) -> None:
    if body.get("model") is None:
        raise Refusal(400, "model: expected the id of a model, found nothing", code=MISSING, param="model")


def the_model_is_found(body: Body, service: Service) -> None:
    """Of the model alone, an unknown one is a bad request here, and not one for something that is not there."""
    try:
        service.model(body["model"])
    except Refusal as unknown:
        raise Refusal(400, unknown.message, code=unknown.code, param="model") from None


def there_is_something_to_answer(body: Body, service: Service) -> None:
    if all(body.get(member) is None for member in GOES_ON):
        message = f"input: expected it, or one of {', '.join(GOES_ON[1:])}"
        raise Refusal(400, message, code=MISSING, param="input")


def it_goes_on_with_one_thing(body: Body, service: Service) -> None:
    if body.get("previous_response_id") is not None and body.get("conversation") is not None:
        message = "previous_response_id: expected it or conversation, found both"
        raise Refusal(400, message, code="mutually_exclusive_parameters", param="previous_response_id")


def what_is_made_later_is_stored(body: Body, service: Service) -> None:
    if body.get("background") and body.get("store") is False:
        raise Refusal(400, "background: expected only where store is not false", param="background")


def there_are_no_prompts(body: Body, service: Service) -> None:
    if (prompt := body.get("prompt")) is not None:
        raise Refusal(
            404, f"prompt.id: there is no prompt {prompt['id']!r}", code="prompt_not_found", param="prompt.id"
        )


def limits_are_within_reach(body: Body, service: Service) -> None:
    most, limit = service.settings.output_limit, body.get("max_output_tokens")
    if limit is not None and limit > most:
        message = f"max_output_tokens: expected at most {most}, found {limit}"
        raise Refusal(400, message, code="invalid_value", param="max_output_tokens")


def a_choice_needs_tools(body: Body, service: Service) -> None:
    if body.get("tool_choice") not in (None, "auto", "none") and not body.get("tools"):
        raise Refusal(400, "tool_choice: expected only together with tools", param="tool_choice")


def tools_can_be_called(body: Body, service: Service) -> None:
    """Agents offer grammars that the parrot does not speak: it lets them, and says to such a tool what it is bidden."""
    tools, asked = offered(body, ()), choice(body)
    require_names(of_its_own(tools), LONGEST)
    require_callable(speakable(of_its_own(tools)))
    require_offered(asked, tools, "tool_choice")
    candidates = open_to(asked, tools)
    if asked.mode == "required" and not speakable(candidates):
        require_callable(of_its_own(candidates))


def of_its_own(tools: Iterable[Tool]) -> list[Tool]:
    """Without those that the server has itself."""
    return [tool for tool in tools if tool.kind != SEARCH]


def the_format_is_sound(body: Body, service: Service) -> None:
    require_sound(format_of(body), service.settings)


ABOUT_TOOLS: tuple[Rule, ...] = (
    its_tools_are_few,
    a_choice_needs_tools,
    tools_can_be_called,
    the_format_is_sound,
)
ABOUT_THE_MODEL: tuple[Rule, ...] = (it_names_a_model, the_model_is_found, the_model_exists)

RULES: dict[str, tuple[Rule, ...]] = {
    "createResponse": (
        its_items_are_few,
        stream_options_need_a_stream,
        there_is_something_to_answer,
        it_goes_on_with_one_thing,
        what_is_made_later_is_stored,
        limits_are_within_reach,
        *ABOUT_TOOLS,
        *ABOUT_THE_MODEL,
        there_are_no_prompts,
        nothing_is_moderated,
    ),
    "countInputTokens": (its_items_are_few, it_goes_on_with_one_thing, *ABOUT_TOOLS, *ABOUT_THE_MODEL),
    "compactResponse": (its_items_are_few, *ABOUT_THE_MODEL),
}
