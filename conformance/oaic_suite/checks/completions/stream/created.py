"""A streamed completion is dated: in seconds, as a whole answer is."""

from oaic_suite.checks.chat.readings.numbers import SECONDS, of_this_century
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import SHOULD


@requirement(
    "completions.stream.created-plausible",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    breaks="clients that sort or expire by date put the answer into 1970, or far ahead",
)
def test_the_date_is_in_seconds(continuation):
    """The `created` of every chunk is a date of this century when read as seconds."""
    assert failing(continuation.sound("/created"), of_this_century, SECONDS) == []
