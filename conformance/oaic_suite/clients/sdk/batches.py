"""What users do by the SDK with batches, and with moderations."""

from __future__ import annotations

import json
import time
from typing import Any

from oaic_suite.clients.sdk.either import Body, Each, Given, settled
from oaic_suite.evidence.unsettled import NotEstablished

PAUSES = (0.0, 0.0, 0.1, 0.3, 1.0, 2.0, 4.0, 8.0)  # seconds between two looks at a batch
OVER = ("completed", "failed", "expired", "cancelled")
PAIR = 2  # batches that are read of a list, each from a page of its own


async def batch_round(client: Any, content: bytes, endpoint: str) -> Given:
    """A file is sent, a batch made of it, looked at until it is over, and its output read line by line."""
    file = await settled(client.files.create(file=("requests.jsonl", content), purpose="batch"))
    made = client.batches.create(input_file_id=file.id, endpoint=endpoint, completion_window="24h")
    over = await polled(client, (await settled(made)).id)
    output = await settled(client.files.content(over.output_file_id))
    lines = [json.loads(line) for line in output.text.splitlines()]
    return {"ids": [line["custom_id"] for line in lines], "bodies": [line["response"]["body"] for line in lines]}


async def polled(client: Any, id: str) -> Any:
    for pause in PAUSES:
        found = await settled(client.batches.retrieve(id))
        if found.status in OVER:
            return found
        time.sleep(pause)  # with either client: nothing else goes on meanwhile
    raise NotEstablished(f"the batch is still {found.status}: there was no time to wait longer", "deadline")


async def batch_list(client: Any) -> Given:
    """The latest two, page after page."""
    ids: list[str] = []
    async for batch in Each(await settled(client.batches.list(limit=1))):
        ids.append(batch.id)
        if len(ids) == PAIR:
            break
    return {"ids": ids}


async def moderation(client: Any, body: Body) -> Given:
    found = await settled(client.moderations.create(**body))
    return {
        "flagged": [result.flagged for result in found.results],
        "violent": [result.categories.violence for result in found.results],
        "scores": [result.category_scores.violence for result in found.results],
    }
