"""When a streamed chat was made, as its chunks say."""

from oaic_suite.checks.chat.readings.numbers import SECONDS, of_this_century
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "chat.stream.created",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/created",
    breaks="typed clients whose field is an integer fail to decode the chunk",
)
def test_every_chunk_has_a_date(stream):
    """Every chunk has a `created` of whole Unix seconds."""
    assert stream.problems("/created") == []


@requirement(
    "chat.stream.created-plausible",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="clients that sort or expire by date put the answer into 1970, or far ahead",
)
def test_the_date_is_in_seconds(stream):
    """The `created` of every chunk is a date of this century when read as seconds."""
    assert failing(stream.sound("/created"), of_this_century, SECONDS) == []
