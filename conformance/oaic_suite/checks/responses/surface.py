"""Responses, asked for: made, fetched, listed, deleted, counted."""

from typing import Any

from oaic_suite.asking.surface import Keeping, Maker, Plain, Probe, Surface
from oaic_suite.checks.chat.parts import data_url, sample
from oaic_suite.checks.responses.readings.counted import calls

CREATE, RETRIEVE, DELETE, CANCEL = "createResponse", "getResponse", "deleteResponse", "cancelResponse"
INPUT_ITEMS, COUNT, COMPACT = "listInputItems", "countInputTokens", "compactResponse"

KEPT = {"store": True}
NOTHING: dict[str, Any] = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
FUNCTION: dict[str, Any] = {"type": "function", "name": "ring_the_bell", "parameters": NOTHING, "strict": True}
NOTE = {"type": "custom", "name": "write_a_note", "description": "Writes a note."}
ROSES: dict[str, Any] = FUNCTION | {"name": "count_the_roses", "description": "How many roses there are."}
GARDEN: dict[str, Any] = {"type": "namespace", "name": "garden", "description": "What grows there.", "tools": [ROSES]}
ANSWER: dict[str, Any] = {
    "type": "object",
    "properties": {"greeting": {"type": "string"}},
    "required": ["greeting"],
    "additionalProperties": False,
}
FORMAT = {"format": {"type": "json_schema", "name": "greeting", "schema": ANSWER, "strict": True}}
TURNS = [
    {"role": "user", "content": "My name is Ada."},
    {"role": "assistant", "content": "Good to know, Ada."},
    {"role": "user", "content": "Say hello."},
]
THOUGHT = {"reasoning": {"effort": "low", "summary": "auto"}}
LOGPROBS = {"include": ["message.output_text.logprobs"], "top_logprobs": 2}
SEEN = {"type": "input_image", "image_url": data_url("image/png", sample("square.png")), "detail": "auto"}
SHOWN = [{"role": "user", "content": [{"type": "input_text", "text": "Say hello."}, SEEN]}]
IN_BACKGROUND = {"background": True, "store": True}
DOINGS = ("responses.plain", "responses.stream")


def in_responses(members=None, **more):
    """A capability that a response shows, where responses are made at all."""
    return Probe(CREATE, members or {}, **{"needs": "responses"} | more)


SURFACE = Surface(
    "responses",
    profile="responses",
    plain=(
        Plain(
            CREATE,
            {"input": "Say hello.", "store": False},
            ("max_output_tokens",),
            doings=DOINGS,
            goes_on_by="previous_response_id",
        ),
        Plain(RETRIEVE, of_a_model=False, called="response", made_by=Maker(CREATE, KEPT)),
        Plain(INPUT_ITEMS, of_a_model=False, called="input-items", made_by=Maker(CREATE, KEPT)),
        Plain(DELETE, of_a_model=False, called="deletion", made_by=Maker(CREATE, KEPT)),
        Plain(CANCEL, of_a_model=False, called="cancelling", made_by=Maker(CREATE, IN_BACKGROUND)),
        Plain(COUNT, {"input": "Say hello."}, called="input-tokens"),
        Plain(COMPACT, {"input": "Say hello."}, called="compaction"),
    ),
    probes={
        "responses": Probe(CREATE),
        "responses-stream": in_responses({"stream": True}, called=("streaming",)),
        "responses-tools": in_responses({"tools": [FUNCTION]}, called=("tool", "function")),
        "responses-custom-tools": in_responses({"tools": [NOTE]}, called=("custom",)),
        "responses-namespaces": in_responses({"tools": [GARDEN]}, called=("namespace",)),
        "responses-structured": in_responses({"text": FORMAT}, called=("format", "json_schema")),
        "responses-reasoning": in_responses(THOUGHT, called=("effort", "summary")),
        "responses-logprobs": in_responses(LOGPROBS, called=("logprobs", "include")),
        "responses-pictures": in_responses(besides={"input": SHOWN}, called=("image", "input_image", "vision")),
        "responses-kept": Probe(RETRIEVE, needs="responses"),
        "responses-input-items": Probe(INPUT_ITEMS, needs="responses-kept"),
        "responses-deletion": Probe(DELETE, needs="responses-kept"),
        "responses-background": Probe(CANCEL, needs="responses-kept"),
        "responses-input-tokens": Probe(COUNT, needs="responses"),
        "responses-compaction": Probe(COMPACT, needs="responses"),
    },
    keeps=(Keeping(CREATE, DELETE, unless={"store": False}),),
    calls=calls,
)
