"""What a server says it does without: asked in each form it may take, and told from what it merely gets wrong."""

from __future__ import annotations

import json

import pytest
from oaic_suite.asking.surface import probes
from oaic_suite.asking.survey.capability import Capabilities, Capability, declines
from oaic_suite.asking.survey.nowhere import unless_nowhere
from oaic_suite.asking.survey.preflight import survey_one
from oaic_suite.asking.target import Target
from oaic_suite.checks.chat.conversations import granted, with_format
from oaic_suite.checks.chat.refusals import LONGEST, context_window
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.unsettled import NotApplicable


def answer(status, body, operation=None):
    return Exchange("x1", Request("POST", "http://x/v1", operation=operation), status, body=json.dumps(body).encode())


def refusal(status, param):
    error = {"message": "No.", "type": "invalid_request_error", "param": param, "code": None}
    return answer(status, {"error": error})


ANSWERS = {
    "taken": (answer(200, {}), False),
    "refused by name": (refusal(400, "stop"), True),
    "refused at a place in it": (refusal(422, "stop[0]"), True),
    "refused without a name": (refusal(400, None), False),
    "refused for another": (refusal(400, "seed"), False),
    "broken": (refusal(500, "stop"), False),
    "limited": (refusal(429, "stop"), False),
    "kept out": (refusal(401, "stop"), False),
}


@pytest.mark.parametrize(("answered", "honest"), ANSWERS.values(), ids=ANSWERS)
def test_a_refusal_is_honest_when_it_names_what_it_refuses(answered, honest):
    assert declines(answered, {"stop"}) is honest


def test_a_format_is_named_by_itself():
    said = answer(400, {"error": {"message": "opus needs FFmpeg; use wav, or install it."}})
    assert not declines(said, {"response_format": "opus"})
    assert declines(said, with_format({"response_format": "opus"}))
    assert not declines(said, with_format({"speed": 2}))


def test_what_is_declined_does_not_apply_and_all_else_is_judged():
    with pytest.raises(NotApplicable, match="the server has no stop: it is refused with 400"):
        granted(refusal(400, "stop"), {"stop": "x"})
    assert granted(refusal(500, "stop"), {"stop": "x"}).status == 500


class Fake(Target):
    """Answers by the type of what stands in `stop`."""

    def __init__(self, *taken):
        super().__init__("http://x/v1", None, model_id="m")
        self.taken, self.asked = taken, []

    def ask(self, operation, /, **members):
        self.asked.append(type(members["stop"]))
        return answer(200, {}) if self.asked[-1] in self.taken else refusal(400, "stop")


FORMS = {
    "both": ((list, str), "present", [list]),
    "a text only": ((str,), "present", [list, str]),
    "neither": ((), "absent", [list, str]),
}


@pytest.mark.parametrize(("taken", "state", "asked"), FORMS.values(), ids=FORMS)
def test_a_stop_is_there_in_either_form(taken, state, asked):
    target = Fake(*taken)
    target.capabilities.known["chat"] = Capability("present", "asked before")
    survey_one(target, "chat-stop", probes()["chat-stop"])
    assert (target.capabilities.known["chat-stop"].state, target.asked) == (state, asked)


# --- as real servers write it ---------------------------------------------------------------------------

# vLLM without its flag, FastAPI's own refusal of a body, and servers that answer in words.
TOOL_CHOICE = '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'
KIND = {"loc": ["body", "tools", 0, "type"], "msg": "Input should be 'function'", "type": "literal_error"}
MADE_OTHERWISE = {
    "vLLM: tools": ("tools", {"error": {"message": TOOL_CHOICE, "type": "BadRequestError", "param": None}}),
    "vLLM: flat": ("tools", {"object": "error", "message": TOOL_CHOICE, "code": 400}),
    "FastAPI: a place": ("tools-custom", {"detail": [KIND]}),
    "FastAPI: half a place": ("tools-custom", {"detail": [KIND | {"loc": ["type"]}]}),
    "FastAPI: a sentence": ("chat-image", {"detail": "This model takes no images."}),
    "FastAPI: an envelope in it": ("chat-file", {"detail": {"error": {"message": "This model takes no files."}}}),
    "an error that is a text": ("chat-logprobs", {"error": "logprobs are not supported"}),
    "text": ("completions-suffix", b"suffix is not currently supported"),
    "a text in JSON": ("embeddings-dimensions", "changing output dimensions is not possible"),
    "a place behind body": ("chat-file", {"error": {"message": "No.", "param": "body.messages"}}),
}
NOT_ABOUT_IT = {
    "another member": ("tools", {"detail": [KIND | {"loc": ["body", "seed"], "msg": "wrong"}]}),
    "a part of a word": ("chat-n", {"error": {"message": "cannot be done now"}}),
    "a page": ("chat-image", b"<html><head><meta content='image'></head></html>"),
    "nothing": ("tools", b""),
}


def weighed(name, body, status=400, before="present"):
    known = Capabilities({needed: Capability(before, "") for needed in probes()})
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    known.note(name, Exchange("x1", Request("POST", "http://x/v1"), status, body=raw))
    return known.known[name]


@pytest.mark.parametrize(("name", "body"), MADE_OTHERWISE.values(), ids=MADE_OTHERWISE)
def test_a_refusal_is_honest_in_whatever_shape(name, body):
    assert weighed(name, body).state == "absent"
    assert weighed(name, body, 422).state == "absent"


@pytest.mark.parametrize(("name", "body"), NOT_ABOUT_IT.values(), ids=NOT_ABOUT_IT)
def test_a_refusal_about_something_else_excuses_nothing(name, body):
    assert weighed(name, body).state == "unknown"


@pytest.mark.parametrize(("name", "body"), MADE_OTHERWISE.values(), ids=MADE_OTHERWISE)
def test_words_excuse_only_a_refusal_and_only_where_the_rest_is_granted(name, body):
    assert weighed(name, body, 500).state == "unknown"
    assert weighed(name, body, 400, before="unknown").state == "unknown"


def test_a_refusal_in_words_is_told_how_a_program_would_understand_it():
    how = weighed(*MADE_OTHERWISE["vLLM: tools"]).how
    assert how == f"the server refuses it with 400 ({TOOL_CHOICE}); a program understands it by `param`: say tools"
    assert weighed("tools", {"error": {"message": "No.", "param": "tools[0]"}}).how.endswith("with 400, naming it")


class Listing(Target):
    def __init__(self, *entries):
        super().__init__("http://x/v1", None, model_id="m")
        self.entries = entries

    def ask(self, operation_id, body=None, *, path=None):
        return answer(200, {"object": "list", "data": self.entries}, operation_id)


def test_the_context_is_as_long_as_the_list_of_models_says():
    assert context_window(Listing({"id": "n", "context_window": 1}, {"id": "m", "max_model_len": 4096})) == 4096


def test_a_server_without_a_list_is_not_asked_for_it():
    """What it said of the path would be held against its errors."""
    target = Listing()
    target.capabilities.known["models"] = Capability("absent", "the probe was answered with 404")
    with pytest.raises(NotApplicable, match="the server has no models"):
        context_window(target)


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "m"},
        {"id": "n", "max_model_len": 9},
        {"id": "m", "context_length": LONGEST + 1},
        {"id": "m"} | {"context_length": "8k"},
    ],
    ids=["untold", "of another", "too long", "in words"],
)
def test_a_context_of_unknown_length_is_not_tried(entry):
    with pytest.raises(NotApplicable, match="does not tell"):
        context_window(Listing(entry))


# --- a path that is not there, by a status of the server's own --------------------------------------------


class Routed(Target):
    """Refuses every path with a 400; some by name, and some for what is wrong with them."""

    def __init__(self, says):
        super().__init__("http://x/v1", None, model_id="m")
        self.says, self.sent = says, []

    def send(self, method, path, body=None, **changes):
        self.sent.append(path)
        words = self.says(path) if "nothing-is-here" not in path else f"Endpoint /v1{path} is not supported"
        request = Request(method, f"http://x/v1{path}", operation=changes.get("operation"))
        return Exchange("x1", request, 400, body=json.dumps({"error": {"message": words, "param": None}}).encode())


PATHS = {
    "as any that is not there": (lambda path: f"Endpoint /v1{path} is not supported", "absent"),
    "for what is wrong": (lambda path: f"Endpoint /v1{path} wants a list", "unknown"),
    "for what is wrong, without the path": (lambda path: "Endpoint is not supported", "unknown"),
}


@pytest.mark.parametrize(("says", "state"), PATHS.values(), ids=PATHS)
def test_what_is_refused_as_any_path_that_is_not_there_is_not_there(says, state):
    target = Routed(says)
    for name in ("embeddings", "moderations"):
        survey_one(target, name, probes()[name])
        assert target.capabilities.known[name].state == state
    assert sum("nothing-is-here" in path for path in target.sent) <= 1


def test_what_need_not_be_there_is_not_asked_where_it_is_refused_as_any_path_that_is_not_there():
    for says, state in PATHS.values():
        target = Routed(says)
        exchange = target.send("GET", "/health")
        if state == "absent":
            with pytest.raises(NotApplicable):
                unless_nowhere(target, exchange)
        else:
            assert unless_nowhere(target, exchange) is exchange
