"""What users do with pictures and sounds, as the SDK's documentation shows it; each gives what it read, by name."""

from __future__ import annotations

import base64
import tempfile
from pathlib import Path
from typing import Any

from oaic_suite.asking.form import Attachment
from oaic_suite.clients.sdk.either import Body, Each, Given, opened, settled


def in_files(body: Body) -> Given:
    """The same with each file as the SDK takes one: a name, and what it holds."""
    return {name: (str(each), each.content) if isinstance(each, Attachment) else each for name, each in body.items()}


async def pictures(client: Any, body: Body) -> Given:
    found = await settled(client.images.generate(**body))
    return {"created": found.created, "pictures": [picture.b64_json or picture.url for picture in found.data]}


async def speech_to_file(client: Any, body: Body) -> Given:
    """Written to a file while it comes, and read from there."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "speech"
        async with opened(client.audio.speech.with_streaming_response.create(**body)) as response:
            await settled(response.stream_to_file(place))
        return {"sound": base64.b64encode(place.read_bytes()).decode()}


async def transcript(client: Any, body: Body) -> Given:
    found = await settled(client.audio.transcriptions.create(**in_files(body)))
    return {"text": found.text}


async def transcript_stream(client: Any, body: Body) -> Given:
    """Event by event; the last has all of the text."""
    kinds, text = [], None
    async with opened(await settled(client.audio.transcriptions.create(**in_files(body), stream=True))) as events:
        async for event in Each(events):
            kinds.append(event.type)
            text = event.text if event.type == "transcript.text.done" else text
    return {"kinds": kinds, "text": text}
