"""Speech written down: as JSON, as text, as subtitles, or in events; and in English, which is what parrots speak."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.exchange.request import Request
from oaic_server.parrot.tokenizer import characters
from oaic_server.state.service import Service
from oaic_server.surfaces.transcription.heard import Heard, heard
from oaic_server.surfaces.transcription.subtitles import srt, vtt
from oaic_server.surfaces.transcription.told import TOLD, asks_logprobs, by_speaker, logprob, logprobs, usage

Body = dict[str, Any]
WRITTEN: Mapping[str, tuple[str, Callable[[Heard], str]]] = {
    "text": ("text/plain; charset=utf-8", lambda said: said.text + "\n"),
    "srt": ("application/x-subrip; charset=utf-8", lambda said: srt(said.sentences)),
    "vtt": ("text/vtt; charset=utf-8", lambda said: vtt(said.sentences)),
}


def create_transcription(request: Request, service: Service) -> Reply:
    said = heard(request, service)
    service.charge(request, usage(said, request.body)["total_tokens"])
    if request.stream:
        return Reply.events(request, events(said, request.body, service.settings.token_delay))
    return written(request, said, service)


def create_translation(request: Request, service: Service) -> Reply:
    said = heard(request, service)
    service.charge(request, usage(said, request.body)["total_tokens"])
    return written(request, said, service)


def written(request: Request, said: Heard, service: Service) -> Reply:
    form = request.body.get("response_format") or "json"
    if form in TOLD:
        return Reply.json(request, TOLD[form](said, request.body, service.lexicon))
    media_type, write = WRITTEN[form]
    return Reply(request, 200, [("content-type", media_type)], write(said).encode())


def events(said: Heard, body: Body, delay: float) -> Iterator[Frame]:
    told = by_speaker(said, body) if body.get("response_format") == "diarized_json" else deltas(said, body)
    for number, event in enumerate(told):
        yield Frame(event, delay=delay if number else 0.0)
    known = {"logprobs": logprobs(said)} if asks_logprobs(body) else {}
    yield Frame({"type": "transcript.text.done", "text": said.text, **known, "usage": usage(said, body)}, delay=delay)


def deltas(said: Heard, body: Body) -> Iterator[Body]:
    for text, tokens in characters(said.tokens):
        known = {"logprobs": [logprob(token) for token in tokens]} if asks_logprobs(body) else {}
        yield {"type": "transcript.text.delta", "delta": text, **known}
