"""Transcriptions and translations, asked for: of half a second of a tone, in which nothing need be heard."""

from oaic_suite.asking.form import Attachment
from oaic_suite.asking.surface import STREAMED, Plain, Probe, Surface
from oaic_suite.checks.chat.parts import sample

TRANSCRIPTION, TRANSLATION = "createTranscription", "createTranslation"
TONE = {"file": Attachment("tone.wav", sample("tone.wav"), "audio/wav")}

SURFACE = Surface(
    "transcription",
    profile="transcription",
    plain=(
        Plain(TRANSCRIPTION, TONE, makes="sounds"),
        Plain(TRANSLATION, TONE, called="translation", makes="sounds"),
    ),
    models=("whisper", "transcribe", "parakeet", "asr", "voxtral"),
    probes={
        "transcription": Probe(TRANSCRIPTION),
        "transcription-stream": Probe(TRANSCRIPTION, STREAMED, "transcription", called=("streaming",)),
        "translation": Probe(TRANSLATION, needs="transcription"),
    },
)
