"""Where each token of a streamed completion is said to stand."""

from itertools import pairwise

from oaic_suite.checks.chat.readings.choices import Pieces, turns
from oaic_suite.checks.chat.readings.spelling import PART, REPLACEMENT
from oaic_suite.checks.completions.readings import LOGPROBS, asks_logprobs
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.evidence.located import Located
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO


@requirement("completions.stream.offset", INFO, basis="hearsay", on=COMPLETION, when=asks_logprobs)
def test_offsets_go_on(continuation):
    """The `text_offset` of a token is that of the token before it and its length, over all pieces of a choice."""
    assert begun_again(continuation) == []


def begun_again(stream: Stream) -> list[Finding]:
    """The offsets that do not go on from those before."""
    return [
        later.finding(str(former.value + len(token)))
        for turn in turns(stream).values()
        for (former, token), (later, _) in pairwise(offsets(stream, turn))
        if later.value != former.value + len(token)
    ]


def offsets(stream: Stream, turn: Pieces) -> list[tuple[Located, str]]:
    """Where each token of a choice is said to stand, and the token."""
    stream.require_sound(f"{LOGPROBS}/tokens/**", f"{LOGPROBS}/text_offset/**")
    measured = [table for piece in turn if isinstance((table := piece.below("logprobs")).value, dict)]
    columns = [(table.get("tokens") or [], table.below("text_offset")) for table in measured]
    if not all(isinstance(told.value, list) and len(told.value) == len(tokens) for tokens, told in columns):
        raise NotApplicable("not every token has its offset")
    found = [(told.below(place), token) for tokens, told in columns for place, token in enumerate(tokens)]
    if any(PART.fullmatch(token) or REPLACEMENT in token for _, token in found):
        raise NotEstablished("a character spans two tokens")
    return found
