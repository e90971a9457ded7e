"""A limit of tokens: kept, and told where it cut."""

from oaic_suite.checks.chat.readings.whole import require_another_text
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import Located
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST

CONTENT = "/choices/*/message/content"


def has_limit(body):
    return body.get("max_tokens") is not None or body.get("max_completion_tokens") is not None


@requirement(
    "chat.options.limit",
    MUST,
    basis="schema",
    on=CHAT,
    when=has_limit,
    breaks="answers cost and last without bound",
    shows=("max_tokens", "max_completion_tokens"),
)
def test_no_answer_exceeds_its_limit(limited):
    """`completion_tokens` is at most `max_tokens`, or `max_completion_tokens`, for each choice."""
    assert limited.sound("/usage/completion_tokens")[0].value <= limit(limited)


@requirement(
    "chat.options.limit-finish",
    MUST,
    basis="schema",
    on=CHAT,
    only="max-",
    breaks="helpers that raise on a truncated answer do not, and parse half a document",
)
def test_what_was_cut_off_says_so(limited, bare):
    """An answer that the limit cut off has `finish_reason: "length"`."""
    assert reached(limited, bare).get("finish_reason") == "length"


def limit(reply: Reply) -> int:
    given = [reply.request.get(name) for name in ("max_tokens", "max_completion_tokens")]
    least: int = min(number for number in given if number is not None)
    return least * (reply.request.get("n") or 1)


def reached(reply: Reply, whole: Reply) -> Located:
    """The choice of an answer that took all its limit allows, and is not the whole answer to anything else."""
    spent = reply.sound("/usage/completion_tokens")[0].value
    if spent != limit(reply):
        raise NotEstablished(f"{spent} tokens, where {limit(reply)} are the limit", "chat.options.limit")
    reply.sound("/choices/*/finish_reason")
    require_another_text([text.value for text in reply.wherever(CONTENT)], whole, CONTENT)
    return reply.each("/choices/*")[0]
