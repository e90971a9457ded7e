"""How a batch stands, and the lines of the files that came of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from oaic_spec import Schema, contract

from oaic_suite.checks.batches.surface import OVER
from oaic_suite.evidence.content import Content
from oaic_suite.evidence.contracted import covers
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.located import Located, failing, step
from oaic_suite.evidence.ownership import places_of_less
from oaic_suite.evidence.place import ABSENT, Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished

ON_THE_WAY = ("created_at", "in_progress_at", "finalizing_at", "completed_at")
ELSEWHERE = ("failed_at", "expired_at", "cancelling_at", "cancelled_at")
REQUESTS = "requests"  # the label that says how many a batch is made of
OK = 200
API = "/v1"
BODY = "/response/body"  # of a line


def is_over(exchange: Exchange) -> bool:
    """Whether nothing more comes of looking again: the batch is over, or no batch is told of."""
    reply = Reply(exchange)
    if exchange.status != OK or reply.json_error:
        return True
    return reply.found().get("status") in (*OVER, ABSENT)


def require_over(batch: Reply) -> None:
    if batch.at("status") not in OVER:
        raise NotEstablished(f"the batch is still {batch.at('status')}: there was no time to wait longer", "deadline")


def require_completed(batch: Reply) -> None:
    require_over(batch)
    if batch.at("status") != "completed":
        raise NotEstablished(f"the batch is {batch.at('status')}", "batches.progress.completed")


def outcome(batch: Reply) -> str:
    """The status in which a batch ended."""
    require_over(batch)
    return str(batch.at("status"))


def requests(batch: Reply) -> int:
    """How many requests a batch was made of."""
    return int(batch.request.get("metadata")[REQUESTS])


def counts(batch: Reply) -> dict[str, Any]:
    """How many requests a completed batch has, and what became of them."""
    require_completed(batch)
    return {name: batch.at("request_counts", name) for name in ("total", "completed", "failed")}


def unnamed(batch: Reply, member: str) -> list[Finding]:
    """That a completed batch does not name a file."""
    require_completed(batch)
    return failing([batch.found().below(member)], lambda id: isinstance(id, str) and id != "", "the id of a file")


def named_early(batch: Reply) -> list[Finding]:
    """The files that a batch names before it is over."""
    if batch.at("status") in OVER:
        raise NotApplicable(f"the batch is {batch.at('status')} already")
    named = [batch.found().below(member) for member in ("output_file_id", "error_file_id")]
    return failing(named, lambda id: id in (None, ABSENT), "null, or no member, before the batch is over")


# --- dates ---------------------------------------------------------------------------------------------


def untimely(batch: Reply) -> list[Finding]:
    """Dates of a completed batch that lie before one of a status that it had earlier."""
    require_completed(batch)
    told = [date for name in ON_THE_WAY if isinstance((date := batch.found().below(name)).value, int)]
    return [
        later.finding(f"{earlier.value} at least") for earlier, later in pairwise(told) if later.value < earlier.value
    ]


def undated(batch: Reply) -> list[Finding]:
    """That a completed batch does not say since when."""
    require_completed(batch)
    return failing([batch.found().below("completed_at")], lambda date: isinstance(date, int), "Unix seconds")


def dated_otherwise(batch: Reply) -> list[Finding]:
    """Dates of what never became of a completed batch."""
    require_completed(batch)
    found = [batch.found().below(name) for name in ELSEWHERE]
    return failing(found, lambda date: date in (None, ABSENT), "null, or no member")


# --- lines ---------------------------------------------------------------------------------------------


def lines(file: Content) -> list[Located]:
    """Each line of a file as a JSON value; text that is none as it stands."""
    return [Located(value_of(text), file.place(span=span)) for text, span in texts(file.content)]


def texts(content: bytes) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """The lines that hold something, each with where it begins and ends."""
    end = 0
    for text in content.splitlines(keepends=True):
        start, end = end, end + len(text)
        if text.strip():
            yield text, (start, end)


def value_of(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text.decode("utf-8", "replace")


def unlike_contract(pieces: list[Located], schema: Schema) -> list[Finding]:
    """What the contract has against each piece."""
    return [
        Finding(piece.place.below(problem.pointer), problem.expected, problem.observed)
        for piece in pieces
        for problem in schema.problems(piece.value)
    ]


def malformed(file: Content) -> list[Finding]:
    """What the contract has against the lines of a file."""
    return unlike_contract(lines(file), contract().schema("BatchRequestOutput"))


def sound_lines(file: Content) -> list[Located]:
    """The lines of a file, where the contract has nothing against any."""
    if malformed(file):
        raise NotEstablished("the lines of the file are not as they should be", "batches.output.lines")
    return lines(file)


def ids(*files: Content) -> list[Any]:
    """The `custom_id` of every line, in the order of their names."""
    return sorted(str(line.get("custom_id")) for file in files for line in sound_lines(file))


def unanswered(file: Content) -> list[Finding]:
    """Lines that tell of no success."""
    return failing(
        [line.below("response", "status_code") for line in sound_lines(file)], lambda status: status == OK, "200"
    )


def answers(file: Content) -> list[Located]:
    """What was answered, body by body."""
    if unanswered(file):
        raise NotEstablished("not every request was answered", "batches.output.answered")
    return [line.below(*BODY.split("/")[1:]) for line in sound_lines(file)]


def of_others(batch: Reply, file: Content) -> list[Finding]:
    """Answers with another number of embeddings than their requests have inputs: one, and one more each time."""
    wanted = {f"request-{number}": number + 1 for number in range(requests(batch))}
    if ids(file) != list(wanted):
        raise NotEstablished("not every request has its line", "batches.output.once")
    found = [
        (wanted[line.get("custom_id")], answer.below("data"))
        for line, answer in zip(lines(file), answers(file), strict=True)
    ]
    if not all(isinstance(vectors.value, list) for _, vectors in found):
        raise NotEstablished("an answer has no embeddings", "batches.output.bodies")
    return [vectors.finding(f"{times} embeddings") for times, vectors in found if len(vectors.value) != times]


def unlike_its_endpoint(batch: Reply, file: Content) -> list[Finding]:
    """What the contract of the endpoint has against the answers, where it is a MUST of answers by themselves too."""
    operation = contract().operation_at("POST", str(batch.request.get("endpoint")).removeprefix(API))
    if operation is None or operation.response is None:
        raise NotEstablished("the endpoint has no contract")
    less = [BODY + place for place in places_of_less(operation.id)]
    found = unlike_contract(answers(file), operation.response)
    return [each for each in found if not any(covers(place, each.place.pointer or "") for place in less)]


def line_of(id: str, file: Content) -> Located:
    """The line of one request."""
    found = [line for line in sound_lines(file) if line.get("custom_id") == id]
    if not found:
        raise NotEstablished(f"no line is about {id!r}", "batches.mixed.once")
    return found[0]


def with_both(*files: Content) -> list[Finding]:
    """Lines that tell of an answer, and of why there is none."""
    both = [line for file in files for line in sound_lines(file) if line.get("response") and line.get("error")]
    return [line.finding("a `response` or an `error`") for line in both]


def not_among(file: Reply, listed: Reply) -> list[Finding]:
    """That a file is not listed, where the list is all there is."""
    id, there = file.id_at("id"), listed.array("data")
    if listed.get("has_more") is True or any(step(entry, "id") == id for entry in there):
        return []
    return [Finding(listed.place("/data"), id, "other files alone")]


def refused_with(line: Located) -> Located:
    """The answer to a request that was refused by its endpoint."""
    if not isinstance(line.get("response"), dict):
        raise NotApplicable("the request was not asked at all")
    return line.below("response")
