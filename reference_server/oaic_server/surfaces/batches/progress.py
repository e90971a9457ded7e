"""How a batch comes along: one step each time somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import orjson

from oaic_server.answering.keeping.expiry import expiry
from oaic_server.state.batches import KeptBatch
from oaic_server.state.files import KeptFile
from oaic_server.state.service import Service
from oaic_server.surfaces.batches import usage
from oaic_server.surfaces.batches.asking import asked, not_asked
from oaic_server.surfaces.batches.lines import error, lines_of, read, wrong

AT_ONCE = 100  # requests that are asked in one step
OK = 200
CANCELLABLE = ("validating", "in_progress", "finalizing")

Json = dict[str, Any]
Step = Callable[[KeptBatch, Service], KeptBatch]


def advanced(batch: KeptBatch, service: Service) -> KeptBatch:
    step = STEPS.get(batch.status)
    return step(batch, service) if step else batch


def takes_long(batch: KeptBatch, service: Service) -> bool:
    """Whether the next step reads or asks many requests, and keeps no file of it."""
    return batch.status == "validating" or (batch.status == "in_progress" and not is_over(batch, service))


def is_over(batch: KeptBatch, service: Service) -> bool:
    return bool(service.identity.created() >= batch.resource["expires_at"])


def validated(batch: KeptBatch, service: Service) -> KeptBatch:
    file = service.files.get(batch.resource["input_file_id"])
    content = service.files.content(file) if file else b""
    gone = [] if file else [error("file_not_found", "The file is not there any more.", "input_file_id")]
    if errors := gone or wrong(content, batch.resource["endpoint"], service.settings.depth_limit):
        return reached(batch, "failed", service, errors={"object": "list", "data": errors})
    lines = tuple(lines_of(content))
    counts = {"total": len(lines), "completed": 0, "failed": 0}
    return reached(replace(batch, left=lines), "in_progress", service, request_counts=counts)


def worked_on(batch: KeptBatch, service: Service) -> KeptBatch:
    if is_over(batch, service):
        return expired(batch, service)
    outcomes = [*portion(batch, service)]
    further = with_outcomes(replace(batch, left=batch.left[len(outcomes) :]), outcomes)
    return further if further.left else reached(further, "finalizing", service)


def portion(batch: KeptBatch, service: Service) -> Iterator[Json]:
    """What comes of the next requests: of no more than one may cost, since whoever looks at a batch waits for them."""
    spent = 0
    for line in batch.left[:AT_ONCE]:
        if spent >= service.settings.work_limit:
            return
        outcome = asked(read(line, service.settings.depth_limit), service)
        spent += usage.tokens(outcome["response"]["body"])
        yield outcome


def expired(batch: KeptBatch, service: Service) -> KeptBatch:
    """What was not asked until now is not asked any more, and told to have failed."""
    outcomes = [not_asked(orjson.loads(line), service) for line in batch.left]
    return written(reached(with_outcomes(replace(batch, left=()), outcomes), "expired", service), service)


def completed(batch: KeptBatch, service: Service) -> KeptBatch:
    return written(reached(batch, "completed", service), service)


def cancelled(batch: KeptBatch, service: Service) -> KeptBatch:
    """What was answered until now is kept."""
    return written(reached(replace(batch, left=()), "cancelled", service), service)


STEPS: dict[str, Step] = {
    "validating": validated,
    "in_progress": worked_on,
    "finalizing": completed,
    "cancelling": cancelled,
}


def reached(batch: KeptBatch, status: str, service: Service, **members: Any) -> KeptBatch:
    return batch.telling(status=status, **{f"{status}_at": service.identity.created()}, **members)


def with_outcomes(batch: KeptBatch, outcomes: list[Json]) -> KeptBatch:
    answered, failed = [[each for each in outcomes if is_success(each) is wanted] for wanted in (True, False)]
    further = replace(
        batch,
        answered=(*batch.answered, *map(orjson.dumps, answered)),
        failed=(*batch.failed, *map(orjson.dumps, failed)),
    )
    counts = batch.resource["request_counts"]
    return further.telling(
        request_counts={**counts, "completed": len(further.answered), "failed": len(further.failed)},
        usage=usage.added(batch.resource["usage"], [each["response"]["body"] for each in answered]),
    )


def is_success(outcome: Json) -> bool:
    return bool(outcome["response"] and outcome["response"]["status_code"] == OK)


def written(batch: KeptBatch, service: Service) -> KeptBatch:
    """The same with its files, where the lines stand from now on; there is none of no lines."""
    output, errors = (file_of(batch, kind, service) for kind in ("output", "error"))
    return replace(batch, answered=(), failed=()).telling(output_file_id=output, error_file_id=errors)


def file_of(batch: KeptBatch, kind: str, service: Service) -> str | None:
    lines = batch.answered if kind == "output" else batch.failed
    if not lines:
        return None
    content, created = b"".join(line + b"\n" for line in lines), service.identity.created()
    expires_at = expiry({"expires_after": batch.resource["output_expires_after"]}, "batch", created)
    name = f"{batch.resource['id']}_{kind}.jsonl"
    file = KeptFile(service.identity.id("file-"), len(content), created, name, "batch_output", expires_at)
    service.files.put(file, content)
    return file.id
