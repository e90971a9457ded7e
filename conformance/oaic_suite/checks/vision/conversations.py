"""Pictures, sounds and files, sent with a question about them."""

from oaic_suite.checks.chat.parts import FILE, PICTURE, SOUND, SQUARE, asking, data_url, picture, sample, sound, text
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.conversations import Case, cases, having, spoiled
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished
from oaic_suite.judging.conversation import conversation

JPEG = data_url("image/jpeg", sample("square.jpeg"))
GREY = {"role": "assistant", "content": "A grey square."}
AND_NOW = {"role": "user", "content": "Are you sure?"}
PICTURED = {
    "format-jpeg": asking(picture(JPEG)),
    "format-gif": asking(picture(data_url("image/gif", sample("square.gif")))),
    "format-webp": asking(picture(data_url("image/webp", sample("square.webp")))),
    "detail-low": asking(picture(SQUARE, detail="low")),
    "detail-high": asking(picture(SQUARE, detail="high")),
    "detail-auto": asking(picture(SQUARE, detail="auto")),
    "several": asking(PICTURE, text("And this?"), PICTURE),
    "alone": {"messages": [{"role": "user", "content": [PICTURE]}]},
}
AT_LENGTH = text(" ".join(["Answer as briefly as you can."] * 20))


@conversation("reply", control=True)
def image_input(target, bare):
    """A picture in the message itself: what is said of pictures is judged only where this one is taken."""
    bare.require_status()
    target.capabilities.require("chat-image")
    return target.ask(CHAT, **asking(PICTURE))


@conversation("reply", PICTURED)
def image_form(target, image_input, variant):
    image_input.require_status()
    return target.ask(CHAT, **variant)


@conversation("reply")
def image_in_history(target, image_input, reply_to_history):
    """A picture in the past."""
    image_input.require_status()
    reply_to_history.require_status()
    return target.ask(CHAT, messages=[*asking(PICTURE)["messages"], GREY, AND_NOW])


@conversation("reply")
def image_by_url(target, image_input):
    """A picture by its address, where the operator gave one."""
    image_input.require_status()
    if target.picture is None:
        raise NotApplicable("no address of a picture was given with --picture")
    return target.ask(CHAT, **asking(picture(target.picture)))


@conversation("stream")
def image_input_stream(target, image_input, bare_stream):
    image_input.require_status()
    bare_stream.require_complete()
    return target.ask(CHAT, stream=True, **asking(PICTURE))


@conversation("reply", control=True)
def audio_input(target, bare):
    """A sound in the message itself: what is said of sounds is judged only where this one is taken."""
    bare.require_status()
    target.capabilities.require("chat-audio-in")
    return target.ask(CHAT, **asking(SOUND))


@conversation("reply")
def audio_input_mp3(target, audio_input):
    audio_input.require_status()
    return target.ask(CHAT, **asking(sound(sample("silence.mp3"), "mp3")))


@conversation("stream")
def audio_input_stream(target, audio_input, bare_stream):
    audio_input.require_status()
    bare_stream.require_complete()
    return target.ask(CHAT, stream=True, **asking(SOUND))


@conversation("reply")
def file_input(target, bare):
    """A file in the message itself."""
    bare.require_status()
    target.capabilities.require("chat-file")
    return target.ask(CHAT, **asking(FILE))


@conversation()
def without_attachment(target, bare):
    """What the same question costs with nothing shown; that it is counted at all is another's matter."""
    bare.require_status()
    brief, lengthy = (Reply(target.ask(CHAT, **asking(*parts))) for parts in ((), (AT_LENGTH,)))
    if lengthy.prompt_tokens <= brief.prompt_tokens:
        raise NotEstablished("a longer prompt costs no more", "chat.usage.prompt-grows")
    return brief


# --- what is not what it should be -------------------------------------------------------------------


def showing(*parts):
    return having(**asking(*parts))


def spoilt_sound(**members):
    return SOUND | {"input_audio": SOUND["input_audio"] | members}


MISSHOWN = cases(
    Case("no-base64", showing(picture("data:image/png;base64,this is no base64!"))),
    Case("no-picture", showing(picture(data_url("image/png", b"This is no picture.")))),
    Case("of-text", showing(picture(data_url("text/plain", b"This is no picture.")))),
    Case("no-address", showing(picture("parrot.png"))),
    Case("detail-unknown", showing(picture(SQUARE, detail="blurry"))),
    Case("bare-address", showing({"type": "image_url", "image_url": SQUARE})),
    Case("unpadded", showing(picture(JPEG.rstrip("=")))),
)
MISHEARD = cases(
    Case("no-base64", showing(spoilt_sound(data="this is no base64!"))),
    Case("no-sound", showing(sound(b"This is no sound.", "wav"))),
    Case("format-unknown", showing(spoilt_sound(format="smell"))),
)


def require_notice(shown, without_attachment, culprit):
    """A server that drops what it is shown drops what is wrong with it too; that is told once."""
    if shown.prompt_tokens <= without_attachment.prompt_tokens:
        raise NotEstablished("what is shown is not counted, and maybe dropped", culprit)


@conversation("refusal", MISSHOWN)
def broken_image(target, image_input, without_attachment, variant):
    require_notice(image_input, without_attachment, "vision.image.counted")
    return spoiled(target, image_input, variant)


@conversation("refusal", MISHEARD)
def broken_audio(target, audio_input, without_attachment, variant):
    require_notice(audio_input, without_attachment, "audio.input.counted")
    return spoiled(target, audio_input, variant)
