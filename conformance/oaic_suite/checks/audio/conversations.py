"""Answers in speech, whole and streamed."""

from oaic_suite.checks.audio.readings import AUDIO, without_sound
from oaic_suite.checks.audio.surface import ALOUD
from oaic_suite.checks.chat.readings.choices import finished
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.conversations import Case, cases, having, spoiled, without
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation

STREAMED = ALOUD | {"audio": {"voice": "alloy", "format": "pcm16"}}  # the one format that can be streamed


@conversation("reply", control=True)
def spoken_reply(target, bare):
    """An answer in speech."""
    bare.require_status()
    target.capabilities.require("chat-audio-out")
    return target.ask(CHAT, **ALOUD)


@conversation()
def spoken_replies(target, spoken_reply):
    """Two answers in speech to the same request."""
    spoken_reply.require_status()
    return [spoken_reply, Reply(target.ask(CHAT, **ALOUD))]


def require_sound(spoken_reply):
    """A server that ignores `modalities` fails the requirement that says so, and no other."""
    if without_sound(spoken_reply):
        raise NotEstablished("the answer is not aloud", spoken_reply.owner(AUDIO))


@conversation("stream")
def spoken_stream(target, spoken_reply, bare_stream):
    """An answer in speech, streamed."""
    require_sound(spoken_reply)
    finished(bare_stream)
    return target.ask(CHAT, stream=True, **STREAMED)


@conversation("reply")
def audio_by_id(target, spoken_reply, reply_to_history):
    """A second turn that refers to the sound of the first by its id."""
    reply_to_history.require_status()
    known = {"role": "assistant", "audio": {"id": spoken_reply.sound("/choices/*/message/audio/id")[0].value}}
    question, again = spoken_reply.request.get("messages")[0], {"role": "user", "content": "Say it again."}
    return target.ask(CHAT, messages=[question, known, again])


INVALID_REQUESTS = cases(
    Case("without-voice", without("audio"), ALOUD),
    Case("format-unknown", having(audio={"voice": "alloy", "format": "smell"}), ALOUD),
    Case("modality-unknown", having(modalities=["smell"])),
)


@conversation("refusal", INVALID_REQUESTS)
def invalid_audio_request(target, spoken_reply, variant):
    require_sound(spoken_reply)
    return spoiled(target, spoken_reply, variant)
