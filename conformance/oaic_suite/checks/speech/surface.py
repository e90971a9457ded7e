"""Speech, asked for."""

from oaic_suite.asking.surface import Plain, Probe, Surface

SPEECH = "createSpeech"
VOICE = "alloy"

SURFACE = Surface(
    "speech",
    profile="speech",
    plain=(Plain(SPEECH, {"input": "Ahoy.", "voice": VOICE}, makes="sounds"),),
    models=("tts", "speech", "kokoro", "voice"),
    probes={
        "speech": Probe(SPEECH),
        "speech-stream": Probe(SPEECH, {"stream_format": "sse"}, "speech", called=("streaming",)),
    },
)
