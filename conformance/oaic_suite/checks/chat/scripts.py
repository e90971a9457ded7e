"""Chat in scripts of every kind: what is asked is read as it was sent, and what is said has whole characters."""

from oaic_suite.checks.chat.readings.scripts import CHINESE, SCRIPTS, misread, torn
from oaic_suite.checks.chat.readings.usage import count
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import SHOULD

TO_REPEAT = "Repeat this line and say nothing else: "
CHARACTERS_A_TOKEN = 4  # of Chinese, more than any vocabulary puts into one on average


@conversation("reply", SCRIPTS)
def reply_in_script(target, bare, variant):
    bare.require_status()
    return target.ask(CHAT, messages=[{"role": "user", "content": TO_REPEAT + variant}])


@conversation("reply")
def reply_to_chinese(target, bare):
    """A text that has no spaces, and no ASCII."""
    bare.require_status()
    return target.ask(CHAT, messages=[{"role": "user", "content": CHINESE}])


@requirement(
    "chat.scripts.whole-characters",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="every language but English is garbled; Python raises UnicodeEncodeError for half a character",
    fix="Decode the tokens of an answer together, not one by one, and write JSON from the text, not from its bytes.",
)
def test_no_character_is_broken(reply_in_script):
    """No text has part of a character: no replacement character, no half of a surrogate pair."""
    assert torn(reply_in_script) == []


# RFC 8259, 8.1: JSON that goes between systems is UTF-8.
@requirement(
    "chat.scripts.read-as-utf-8",
    SHOULD,
    basis="rfc",
    only=OURS,
    breaks="whoever writes in another script is misunderstood, and shown his own words as gibberish",
    fix="Decode the body of a request as UTF-8, whatever the locale or the header says, and encode what is sent once.",
)
def test_text_is_read_as_utf_8(reply_in_script):
    """What comes back of a prompt in any script is as it was sent, not its bytes in another encoding."""
    assert misread(reply_in_script.texts, reply_in_script.request.json["messages"][-1]["content"]) == []


@requirement(
    "chat.scripts.counted",
    SHOULD,
    basis="observed",
    only=OURS,
    breaks="what is written without spaces passes for one word: the context overflows unannounced, and bills are wrong",
    fix="Count the tokens that the model reads, not the words between spaces.",
)
def test_text_without_spaces_is_counted(reply_to_chinese):
    """`prompt_tokens` is at least one for each four characters of a prompt in Chinese."""
    assert counted(reply_to_chinese) >= len(CHINESE) // CHARACTERS_A_TOKEN


def counted(reply):
    """What the prompt cost, where it is counted at all."""
    found = count(reply, "prompt_tokens")
    if found == 0:
        raise NotEstablished("no prompt is counted", "chat.usage.prompt-counted")
    return found
