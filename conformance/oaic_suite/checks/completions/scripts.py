"""Legacy completions in scripts of every kind: what is continued has whole characters."""

from oaic_suite.checks.chat.readings.scripts import before_the_cut, unbroken
from oaic_suite.checks.completions.readings import TEXT
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import SHOULD


@requirement(
    "completions.scripts.whole-characters",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    breaks="every language but English is garbled; Python raises UnicodeEncodeError for half a character",
    fix="Decode the tokens of a text together, not one by one, and write JSON from the text, not from its bytes.",
)
def test_no_character_is_broken(completion):
    """No text has part of a character: no replacement character, no half of a surrogate pair."""
    assert torn(completion) == []


def torn(reply):
    """The texts with part of a character, but for one that the limit cut in two at the very end."""
    reply.sound(TEXT)
    return [
        choice.below("text").finding("whole characters")
        for choice in reply.each("/choices/*")
        if not unbroken(before_the_cut(choice.get("text"), choice.get("finish_reason")))
    ]
