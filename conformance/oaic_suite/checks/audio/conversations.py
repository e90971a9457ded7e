"""Answers that are asked for aloud, whole and streamed."""

from oaic_suite.checks.audio.readings import AUDIO, unspoken
from oaic_suite.checks.audio.surface import ALOUD
from oaic_suite.checks.chat.readings.choices import finished
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.conversations import Case, cases, having, spoiled, without
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation

STREAMED = ALOUD | {"audio": {"voice": "alloy", "format": "pcm16"}}  # the one format that can be streamed


@conversation("reply", control=True)
def spoken(target, bare):
    """An answer aloud."""
    bare.require_status()
    target.capabilities.require("chat-audio-out")
    return target.ask(CHAT, **ALOUD)


@conversation()
def spoken_twice(target, spoken):
    """Two answers aloud to the same request."""
    spoken.require_status()
    return [spoken, Reply(target.ask(CHAT, **ALOUD))]


def require_sound(spoken):
    """A server that forgets the wish forgets it everywhere; that is told once."""
    if unspoken(spoken):
        raise NotEstablished("the answer is not aloud", spoken.owner(AUDIO))


@conversation("stream")
def spoken_stream(target, spoken, bare_stream):
    """An answer aloud, in pieces."""
    require_sound(spoken)
    finished(bare_stream)
    return target.ask(CHAT, stream=True, **STREAMED)


@conversation("reply")
def referred(target, spoken, earlier):
    """A second turn that refers to the sound of the first by its id."""
    earlier.require_status()
    known = {"role": "assistant", "audio": {"id": spoken.sound("/choices/*/message/audio/id")[0].value}}
    question, again = spoken.request.get("messages")[0], {"role": "user", "content": "Say it again."}
    return target.ask(CHAT, messages=[question, known, again])


MISASKED = cases(
    Case("without-voice", without("audio"), ALOUD),
    Case("format-unknown", having(audio={"voice": "alloy", "format": "smell"}), ALOUD),
    Case("modality-unknown", having(modalities=["smell"])),
)


@conversation("refusal", MISASKED)
def misasked(target, spoken, variant):
    require_sound(spoken)
    return spoiled(target, spoken, variant)
