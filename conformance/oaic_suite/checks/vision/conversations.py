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
IMAGE_FORMS = {
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
    """A picture in the message itself: other pictures are judged only where this one is answered."""
    bare.require_status()
    target.capabilities.require("chat-image")
    return target.ask(CHAT, **asking(PICTURE))


@conversation("reply", IMAGE_FORMS)
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
        raise NotApplicable(f"no address of a picture was given with {target.option('picture')}")
    return target.ask(CHAT, **asking(picture(target.picture)))


@conversation("stream")
def image_input_stream(target, image_input, bare_stream):
    image_input.require_status()
    bare_stream.require_complete()
    return target.ask(CHAT, stream=True, **asking(PICTURE))


@conversation("reply", control=True)
def audio_input(target, bare):
    """A sound in the message itself: other sounds are judged only where this one is answered."""
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
    """The same question alone, for its `prompt_tokens`; not established where those do not grow with the prompt."""
    bare.require_status()
    brief, lengthy = (Reply(target.ask(CHAT, **asking(*parts))) for parts in ((), (AT_LENGTH,)))
    if lengthy.prompt_tokens <= brief.prompt_tokens:
        raise NotEstablished("a longer prompt costs no more", "chat.usage.prompt-grows")
    return brief


# --- what is not what it should be -------------------------------------------------------------------


def asking_about(*parts):
    return having(**asking(*parts))


def sound_with(**members):
    return SOUND | {"input_audio": SOUND["input_audio"] | members}


BROKEN_IMAGES = cases(
    Case("no-base64", asking_about(picture("data:image/png;base64,this is no base64!"))),
    Case("no-picture", asking_about(picture(data_url("image/png", b"This is no picture.")))),
    Case("of-text", asking_about(picture(data_url("text/plain", b"This is no picture.")))),
    Case("no-address", asking_about(picture("parrot.png"))),
    Case("detail-unknown", asking_about(picture(SQUARE, detail="blurry"))),
    Case("bare-address", asking_about({"type": "image_url", "image_url": SQUARE})),
    Case("unpadded", asking_about(picture(JPEG.rstrip("=")))),
)
BROKEN_AUDIO = cases(
    Case("no-base64", asking_about(sound_with(data="this is no base64!"))),
    Case("no-sound", asking_about(sound(b"This is no sound.", "wav"))),
    Case("format-unknown", asking_about(sound_with(format="smell"))),
)


def require_counted(with_attachment, without_attachment, culprit):
    """That an attachment is counted: a server that drops it cannot see what is wrong with it."""
    if with_attachment.prompt_tokens <= without_attachment.prompt_tokens:
        raise NotEstablished("what is shown is not counted, and maybe dropped", culprit)


@conversation("refusal", BROKEN_IMAGES)
def broken_image(target, image_input, without_attachment, variant):
    require_counted(image_input, without_attachment, "vision.image.counted")
    return spoiled(target, image_input, variant)


@conversation("refusal", BROKEN_AUDIO)
def broken_audio(target, audio_input, without_attachment, variant):
    require_counted(audio_input, without_attachment, "audio.input.counted")
    return spoiled(target, audio_input, variant)
