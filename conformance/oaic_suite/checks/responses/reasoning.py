"""Thoughts in responses, and in their streams."""

from oaic_suite.checks.chat.readings.reasoning import TAGS
from oaic_suite.checks.responses.conversations import LEAST, LONG, SHAPES
from oaic_suite.checks.responses.readings import streamed
from oaic_suite.checks.responses.readings.items import TOLD_APART, children, of_type, texts
from oaic_suite.checks.responses.readings.requests import speaks
from oaic_suite.checks.responses.readings.streamed import thoughtless
from oaic_suite.checks.responses.surface import CREATE, THOUGHT
from oaic_suite.evidence.located import failing
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@conversation("reply")
def thoughtful_response(target):
    """A response with thoughts that could be sent back to a server which keeps nothing."""
    target.capabilities.require("responses-reasoning")
    return target.ask(CREATE, include=["reasoning.encrypted_content"], **SHAPES["thoughtful"])


WORDS = ("summary", "content")  # where the words of a thought stand
CUT = THOUGHT | {"input": LONG, "max_output_tokens": LEAST}


@conversation("reply", control=True)
def cut_thoughts(target):
    """A response that is cut while it thinks, or soon after."""
    target.capabilities.require("responses-reasoning")
    return target.ask(CREATE, **CUT)


@conversation("stream")
def cut_thoughts_streamed(target, cut_thoughts):
    """The same, streamed."""
    cut_thoughts.require_status()
    target.capabilities.require("responses-stream")
    return target.ask(CREATE, stream=True, **CUT)


@conversation("reply")
def response_after_thoughts(target, thoughtful_response):
    """A second turn that sends all output back as it came, thoughts included."""
    thoughtful_response.require_sound(*TOLD_APART)
    of_type(thoughtful_response, "reasoning")
    turns = [{"role": "user", "content": "Say hello."}, *thoughtful_response.at("output")]
    return target.provoke(CREATE, target.body(CREATE, input=[*turns, {"role": "user", "content": "Say it again."}]))


@requirement(
    "responses.reasoning.summary",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    breaks="Codex drops a thought without the array `summary`, and cannot send it back",
)
def test_a_thought_has_its_summary(thoughtful_response):
    """Every item of type `reasoning` has `summary`, an array that may be empty."""
    found = [item.below("summary") for item in of_type(thoughtful_response, "reasoning")]
    assert failing(found, lambda summary: isinstance(summary, list), "an array") == []


@requirement(
    "responses.reasoning.parts",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    breaks="clients that show the summary of a thought fail on the part",
)
def test_a_summary_is_of_texts(thoughtful_response):
    """Every part of a summary has the type `summary_text`, and its text."""
    thoughts = of_type(thoughtful_response, "reasoning")
    assert failing([thought.below("summary") for thought in thoughts], of_texts, "parts with a text") == []


def of_texts(summary):
    return not isinstance(summary, list) or all(
        isinstance(part, dict) and part.get("type") == "summary_text" and isinstance(part.get("text"), str)
        for part in summary
    )


@requirement(
    "responses.reasoning.counted",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=OURS,
    shows="reasoning",
    breaks="what was thought is paid for, and the count does not say so",
)
def test_thoughts_are_counted(thoughtful_response):
    """`reasoning_tokens` is more than none where a thought has words, and no more than `output_tokens`."""
    require_words(thoughtful_response)
    most = thoughtful_response.sound("/usage/output_tokens")[0].value
    found = thoughtful_response.sound("/usage/output_tokens_details/reasoning_tokens")
    assert failing(found, lambda count: 0 < count <= most, f"1 to {most}") == []


@requirement(
    "responses.reasoning.not-in-text",
    SHOULD,
    basis="observed",
    on=CREATE,
    when=speaks,
    breaks="users read what was not meant for them, and what should be JSON does not parse",
)
def test_texts_are_free_of_thoughts(response):
    """No text of a response holds what was thought between `<think>` and `</think>`."""
    assert tagged(texts(response)) == []


@requirement(
    "responses.reasoning.not-in-streamed-text",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="users watch what was not meant for them",
)
def test_streamed_texts_are_free_of_thoughts(events):
    """No streamed text, once it is put together, holds what was thought between `<think>` and `</think>`."""
    assert tagged(streamed.of_type(events, "response.output_text.done")) == []


def tagged(texts):
    """The texts that hold what was thought, in the tags of the model."""
    told = [text.below("text") for text in texts]
    return failing(told, lambda text: not (isinstance(text, str) and TAGS.search(text)), "none of <think>…</think>")


def require_words(response):
    """That a thought tells some of what was thought: the service was recorded to send empty ones that cost nothing."""
    told = [part for item in of_type(response, "reasoning") for name in WORDS for part in children(item.below(name))]
    if not any(part.get("text") for part in told):
        raise NotApplicable("no thought has words")


@requirement(
    "responses.reasoning.sealed",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=OURS,
    shows="include",
    breaks="Codex and the AI SDK store nothing: without `encrypted_content` each turn begins to think anew",
)
def test_thoughts_are_sealed_where_it_is_asked(thoughtful_response):
    """With `include: ["reasoning.encrypted_content"]` every thought has `encrypted_content`, a text."""
    found = [item.below("encrypted_content") for item in of_type(thoughtful_response, "reasoning")]
    assert failing(found, lambda sealed: isinstance(sealed, str) and bool(sealed), "what only the server reads") == []


def taken_back(again, first):
    """What became of output that was sent back; where it was not as the contract has it, that is told already."""
    outcome = again.outcome
    if outcome != 200:
        first.require_sound("/output/**")
    return outcome


@requirement(
    "responses.reasoning.taken-back",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    breaks="agents send all output back: the second turn fails",
)
def test_thoughts_are_taken_back_as_they_came(thoughtful_response, response_after_thoughts):
    """The output of a response that thought is taken as input, as it came."""
    assert taken_back(response_after_thoughts, thoughtful_response) == 200


@requirement(
    "responses.reasoning.cut-alike",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="Codex streams: it finds an answer that ends with nothing, and begins again",
)
def test_a_stream_that_is_cut_keeps_its_thoughts(cut_thoughts, cut_thoughts_streamed):
    """A streamed response that is cut ends with a thought where the same response, not streamed, has one."""
    of_type(cut_thoughts, "reasoning")
    assert thoughtless(cut_thoughts_streamed) == []
