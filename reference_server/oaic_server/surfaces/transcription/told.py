"""What is heard, in JSON: short, verbose, or by speaker."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from typing import Any

from oaic_server.parrot.logprobs import candidate, entry
from oaic_server.parrot.tokenizer import count, encode
from oaic_server.state.lexicon import Lexicon
from oaic_server.surfaces.transcription.heard import Heard, Stretch

Body = dict[str, Any]
LANGUAGE = "english"  # whatever the parrot hears
SURE = -0.05  # the logarithm of how likely its words are
SOMEBODY = "A"


def short(said: Heard, body: Body, lexicon: Lexicon) -> Body:
    told = {"text": said.text, "usage": usage(said, body)}
    return told | ({"logprobs": logprobs(said)} if asks_logprobs(body) else {})


def verbose(said: Heard, body: Body, lexicon: Lexicon) -> Body:
    wanted = body.get("timestamp_granularities") or ["segment"]
    told: Body = {"language": body.get("language") or LANGUAGE, "duration": said.seconds, "text": said.text}
    if "segment" in wanted:
        told["segments"] = [segment(number, each, body, lexicon) for number, each in enumerate(said.sentences)]
    if "word" in wanted:
        told["words"] = [{"word": each.text, "start": each.start, "end": each.end} for each in said.words]
    return told | {"usage": {"type": "duration", "seconds": said.seconds}}


def diarized(said: Heard, body: Body, lexicon: Lexicon) -> Body:
    told = {"task": "transcribe", "duration": said.seconds, "text": said.text}
    return told | {"segments": list(by_speaker(said, body)), "usage": usage(said, body)}


TOLD: Mapping[str, Callable[[Heard, Body, Lexicon], Body]] = {
    "json": short,
    "verbose_json": verbose,
    "diarized_json": diarized,
}


def segment(number: int, said: Stretch, body: Body, lexicon: Lexicon) -> Body:
    packed = zlib.compress(said.text.encode())
    return {
        "id": number,
        "seek": 0,
        "start": said.start,
        "end": said.end,
        "text": said.text,
        "tokens": lexicon.ids(encode(said.text)),
        "temperature": float(body.get("temperature") or 0),
        "avg_logprob": SURE,
        "compression_ratio": round(len(said.text.encode()) / len(packed), 2),
        "no_speech_prob": 0.0,
    }


def by_speaker(said: Heard, body: Body) -> list[Body]:
    """One parrot speaks, under the first name that is known."""
    speaker = next(iter(body.get("known_speaker_names") or [SOMEBODY]))
    return [
        {
            "type": "transcript.text.segment",
            "id": f"seg_{number}",
            "start": each.start,
            "end": each.end,
            "text": each.text,
            "speaker": speaker,
        }
        for number, each in enumerate(said.sentences)
    ]


def usage(said: Heard, body: Body) -> Body:
    prompted, spoken = count(body.get("prompt") or ""), said.audio_tokens
    return {
        "type": "tokens",
        "input_tokens": prompted + spoken,
        "input_token_details": {"text_tokens": prompted, "audio_tokens": spoken},
        "output_tokens": len(said.tokens),
        "total_tokens": prompted + spoken + len(said.tokens),
    }


def asks_logprobs(body: Body) -> bool:
    return "logprobs" in (body.get("include") or [])


def logprobs(said: Heard) -> list[Body]:
    return [logprob(token) for token in said.tokens]


def logprob(token: bytes) -> Body:
    return candidate(token, entry(token, 0)["logprob"])
