"""What a cause does to clients, and which cause is told first.

First what nobody can use, then a MUST before a SHOULD, what clients hang or crash on before what they tolerate, what
every application uses before the surfaces that few do, and what hides most.
"""

from __future__ import annotations

from collections.abc import Iterable

from oaic_suite.judging.document.run_json import Cause, Harm, Hurt, Row
from oaic_suite.judging.selecting.profile import is_witness

GRAVEST: tuple[Harm, ...] = ("hang", "crash", "wrong", "silent", "told", "tolerated")
LOUD = 2  # of these, that nobody overlooks
SILENT = "stopped"  # the key where what was answered before is not answered any more
UNSERVED = "unserved"  # and where endpoints answer nothing, all in the same words
NO_REQUEST = ("GET ", "POST ", "DELETE ", UNSERVED)  # how the key begins where an endpoint answers nothing
PLAIN = {  # the plainest requests: the rows that they are answered, and which of their variants
    "chat.reply.status": "plain",
    "chat.stream.outcome": "plain",
    "embeddings.reply.status": "text",
    "responses.reply.status": "plain",
}
FIRST = ("chat", "models", "errors")  # what every application uses
ASIDE = (  # what few use
    *("completions", "cors", "headers", "http", "audio", "vision", "concurrency", "fuzz"),
    *("images", "speech", "transcription", "moderations", "files", "uploads", "batches", "stored", "conversations"),
    *("rerank", "tokenize", "ollama"),
)


def clients(rows: Iterable[Row]) -> list[Hurt]:
    """Each client that was tried, and the worst it was seen to do over the rows."""
    worst: dict[str, Hurt] = {}
    for row in rows:
        for seen in row.get("witnesses", ()):
            known = worst.get(seen["client"])
            if known is None or grave(seen["outcome"]) < grave(known["outcome"]):
                worst[seen["client"]] = {name: seen[name] for name in ("client", "outcome", "detail")}  # type: ignore[assignment]
    return list(worst.values())


def grave(outcome: Harm) -> int:
    return GRAVEST.index(outcome)


def order(cause: Cause) -> tuple[object, ...]:
    worst = min((grave(each["outcome"]) for each in cause["clients"]), default=len(GRAVEST))
    return (
        not unusable(cause),
        cause["level"] != "MUST",
        worst >= LOUD,
        rank(cause["surface"]) > 1,
        -len(cause["hidden"]),
        worst,
        -len(cause["broken"]),
        cause["key"],
    )


def unusable(cause: Cause) -> bool:
    """Whether not even the plainest request is answered."""
    silent = cause["key"] == SILENT or (cause["key"].startswith(NO_REQUEST) and rank(cause["surface"]) == 0)
    return silent or PLAIN.get(cause["row"]) == cause["variant"]


def rank(surface: str) -> int:
    """0 for what every application uses, 2 for what few do."""
    head = surface.split(".")[0]
    return 0 if head in FIRST else 2 if head in ASIDE else 1


def row_order(row: Row) -> tuple[object, ...]:
    """What shows a cause best to the front: what is wrong with the bytes, a MUST, about what every application uses."""
    follows = row["cause"] is not None
    outcome = min((grave(each["outcome"]) for each in row.get("witnesses", ())), default=len(GRAVEST))
    return follows, is_witness(row["id"]), row["level"] != "MUST", rank(asked_of(row)), outcome, row["id"]


def asked_of(row: Row) -> str:
    """The surface that a row is about, also where an SDK tells of it."""
    client, _, surface = row["id"].partition(".")
    return surface if is_witness(row["id"]) else client
