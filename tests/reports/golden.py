"""A run of every kind: a small builder, and the cases that any format must survive."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from oaic_suite.judging.causes.cause import causes

VERDICTS = ("pass", "fail", "inconclusive", "not_applicable", "not_run", "error")
NASTY = (
    "<script>alert('text')</script> & \"quoted\" ' ]]> {{ 7*7 }} {% raw %} ```` | \\ --> "
    "\x00\x07\x1b[31mred\x1b[0m\r \x7f\x9b \u202eevil\u2066 \u200b \ufeff \ufffe \ud800 \udc80 \U000e0041 日本語 🙂"
)


def exchange(id: str, body: str = "{}", **changes: Any) -> dict[str, Any]:
    size = len(body.encode("utf-8", "replace"))
    return {
        "id": id,
        "request": {
            "method": "POST",
            "url": "http://localhost:8000/v1/chat/completions",
            "headers": [["content-type", "application/json"], ["authorization", "Bearer [redacted]"]],
            "body": '{"model":"parrot-1","messages":[{"role":"user","content":"Say hello."}]}',
        },
        "status": 200,
        "headers": [["content-type", "application/json"], ["x-request-id", f"req_{id}"]],
        "body": body,
        "body_bytes": size,
        "body_truncated": False,
        "times": [{"at_ms": 41.5, "bytes": size}],
        "ended": "complete",
        "note": "",
        "curl": "curl -sS -i -N -X POST http://localhost:8000/v1/chat/completions"
        " -H \"Authorization: Bearer $API_KEY\" -H 'content-type: application/json'"
        ' --data-binary \'{"model":"parrot-1","messages":[{"role":"user","content":"Say hello."}]}\'',
    } | changes


def stream(id: str, frames: list[str], **changes: Any) -> dict[str, Any]:
    """Frames 25 ms apart, each a piece of its own."""
    texts = [f"{frame}\n\n" for frame in frames]
    return (
        exchange(
            id,
            "".join(texts),
            headers=[["content-type", "text/event-stream; charset=utf-8"]],
            times=[{"at_ms": 80 + 25.0 * n, "bytes": len(text.encode())} for n, text in enumerate(texts)],
        )
        | changes
    )


def chunk(content: str, id: str = "chatcmpl-1") -> str:
    delta = {"index": 0, "delta": {"content": content}, "finish_reason": None}
    value = {"id": id, "object": "chat.completion.chunk", "model": "parrot-1", "choices": [delta]}
    return "data: " + json.dumps(value, separators=(",", ":"))


def where(exchange: str, **changes: Any) -> dict[str, Any]:
    place = {"exchange": exchange, "pointer": None, "frame": None, "bytes": None, "header": None, "excerpt": None}
    return place | changes


def at(exchange: dict[str, Any], before: str, text: str, **changes: Any) -> dict[str, Any]:
    """The place of a text that stands behind another in the body, as the suite finds it."""
    start = exchange["body"].index(before + text) + len(before)
    return where(exchange["id"], bytes=[start, start + len(text)], **changes)


def row(id: str, verdict: str = "pass", **changes: Any) -> dict[str, Any]:
    return {
        "id": id,
        "level": "MUST",
        "basis": "schema",
        "surface": id.rpartition(".")[0] or id,
        "statement": f"The server does what {id} says.",
        "breaks": "clients that rely on it",
        "fix": "write it as it should be",
        "verdict": verdict,
        "cause": None,
        "reason": None,
        "expected": None,
        "observed": None,
        "where": None,
        "variants": [],
        "duration_ms": 0.8,
        "evidence": [],
    } | changes


def run(rows: list[dict[str, Any]], exchanges: list[dict[str, Any]] | None = None, **changes: Any) -> dict[str, Any]:
    found = causes(rows, {exchange["id"]: exchange for exchange in exchanges or []})
    return {
        "schema_version": "2",
        "suite": {
            "name": "openai-conformance",
            "version": "0.1.0",
            "python": "3.13.1",
            "platform": "Linux x86_64",
        },
        "contract": {"version": "2.3.0", "digest": "5f" * 32, "operations": ["createChatCompletion"]},
        "target": {
            "base_url": "http://localhost:8000/v1",
            "base_url_from": "--base-url",
            "key_from": "OPENAI_API_KEY",
            "model": "parrot-1",
            "model_from": "the first of /models",
            "embedded": False,
        },
        "started": "2026-05-04T10:20:30Z",
        "finished": "2026-05-04T10:20:34.200000Z",
        "truncated": False,
        "message": None,
        "selection": None,
        "requests": len(exchanges or []),
        "capabilities": {},
        "profiles": {"core": profile(rows)},
        "requirements": rows,
        "counts": {level: tally(rows, level) for level in ("MUST", "SHOULD", "INFO")},
        "conclusion": "conformant",
        "exit_code": 0,
        "causes": found,
        "exchanges": {exchange["id"]: exchange for exchange in exchanges or []},
    } | changes


def cause(key: str, *broken: str, **changes: Any) -> dict[str, Any]:
    return {
        "key": key,
        "title": f"What {key} says is wrong",
        "fix": "write it as it should be",
        "level": "MUST",
        "surface": "chat",
        "broken": [*broken],
        "hidden": [],
        "clients": [],
        "exchange": None,
        "row": broken[0],
        "variant": "",
    } | changes


def member(name: str, became: str, row: str = "chat.reply.choices-count", surface: str = "chat") -> dict[str, str]:
    return {"surface": surface, "member": name, "became": became, "row": row}


def client(name: str, conclusion: str = "works", **changes: Any) -> dict[str, Any]:
    return {
        "name": name,
        "title": name.title(),
        "version": "1.2.3",
        "date": "2026-05-01",
        "asked": False,
        "conclusion": conclusion,
        "needs": 9,
        "missing": [],
        "broken": [],
        "open": [],
    } | changes


def breach(row: str, **changes: Any) -> dict[str, Any]:
    told = {"shows": "crash", "how": "it raises", "evidence": "run 14.1", "exchange": None, "cause": None}
    return {"row": row} | told | changes


def tally(rows: list[dict[str, Any]], level: str) -> dict[str, int]:
    counted = Counter(row["verdict"] for row in rows if row["level"] == level)
    return {verdict: counted[verdict] for verdict in VERDICTS} | {"total": counted.total()}


def profile(rows: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    return {
        "required": True,
        "conclusion": "conformant",
        "must": score(rows, "MUST"),
        "should": score(rows, "SHOULD"),
    } | changes


def score(rows: list[dict[str, Any]], level: str) -> dict[str, int]:
    counted = tally(rows, level)
    return {"passed": counted["pass"], "total": counted["total"] - counted["not_applicable"]}


def broken() -> dict[str, Any]:
    """A server that is wrong in the usual ways."""
    words = ["Hello", "there", ",", "how"]
    said = stream("e3", [": keep-alive", *(chunk(f"{word} ") for word in words), chunk("I ", "chatcmpl-2")])
    endless = stream("e4", [chunk("again ") for _ in range(300)], ended="timeout", note="no byte for 30 s")
    error = exchange("e5", '{"detail":[{"loc":["body","messages"],"msg":"field required"}]}', status=422)
    plain = exchange(
        "e2",
        '{"id":"chatcmpl-9","object":"chat.completion","created":1777890030,"model":"parrot-1","choices":[{"index":0,'
        '"message":{"role":"assistant","content":7},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,'
        '"completion_tokens":3,"total_tokens":11}}',
    )
    models = exchange("e1", '{"object":"list","data":[{"id":"parrot-1","object":"model"}]}')
    refused = exchange("e6", "", status=None, headers=[], times=[], ended="refused", note="connection refused")
    end = len(said["body"])
    rows = [
        row("models.list.shape", evidence=["e1"], statement="The list of models is an object with the list in data."),
        row("models.list.sorted", "fail", level="INFO", basis="observed", evidence=["e1"]),
        row("chat.create.ok", evidence=["e2"], statement="A minimal chat request is answered with 200 and JSON."),
        row(
            "chat.create.content",
            "fail",
            evidence=["e2"],
            statement="The content of an assistant's message is a string or null.",
            breaks="openai-python returns the number to code that was promised a string",
            expected="a string or null",
            observed="7",
            where=at(plain, '"content":', "7", pointer="/choices/0/message/content"),
            variants=[
                variant("n=1", "fail", expected="a string or null", observed="7"),
                variant("n=2", "pass"),
            ],
        ),
        row(
            "chat.create.usage-adds-up",
            "fail",
            level="SHOULD",
            basis="observed",
            evidence=["e2"],
            statement="The total of tokens is the sum of prompt and completion.",
            breaks=None,
            expected="12",
            observed="11",
            where=at(plain, '"total_tokens":', "11", pointer="/usage/total_tokens"),
        ),
        row(
            "chat.create.created",
            "fail",
            evidence=["e2"],
            statement="An answer has a service tier when one was asked for.",
            breaks=None,
            expected="a string",
            observed="nothing",
            where=at(plain, "", plain["body"], pointer="/service_tier"),
        ),
        row(
            "chat.stream.done",
            "fail",
            basis="sdk",
            evidence=["e3"],
            statement="A successful stream ends with data: [DONE] as its last frame.",
            breaks="clients that wait for the terminator hang until their read timeout",
            expected="data: [DONE]",
            observed="the end of the stream",
            where=where("e3", bytes=[end, end]),
        ),
        row(
            "chat.stream.one-id",
            "fail",
            evidence=["e3"],
            statement="Every chunk of a stream carries the same id.",
            breaks="clients that group chunks by id show one message per chunk",
            expected='"chatcmpl-1"',
            observed='"chatcmpl-2"',
            where=at(said, '"id":', '"chatcmpl-2"', frame=5, pointer="/id"),
        ),
        row("chat.stream.media-type", evidence=["e3"], statement="A stream is served as text/event-stream."),
        *(
            row(
                f"chat.limits.{name}",
                "fail",
                basis="sdk",
                cause="timeout",
                evidence=["e4"],
                breaks=None,
                statement=f"An answer with {name} comes to an end.",
                expected="an end",
                observed="300 frames, then silence",
                where=at(endless, "", chunk("again "), frame=150),
            )
            for name in ("max-tokens", "stop")
        ),
        row(
            "errors.status.client",
            "fail",
            level="SHOULD",
            evidence=["e5"],
            expected="400",
            observed="422",
            breaks=None,
            statement="A request without messages is refused with 400.",
            where=where("e5"),
        ),
        row(
            "errors.envelope.media-type",
            "fail",
            evidence=["e5"],
            basis="rfc",
            expected="a retry-after header",
            observed="nothing",
            statement="An answer to too many requests says when to come back.",
            where=where("e5", header="retry-after"),
        ),
        *(
            row(
                f"tools.call.{name}",
                "inconclusive",
                cause="chat.stream.done",
                evidence=["e3"],
                reason="the stream did not end, so its tool calls could not be put together",
            )
            for name in ("arguments", "index", "finish")
        ),
        row("tools.choice.forced", "inconclusive", reason="the model called no tool in three attempts"),
        row("embeddings.create.base64", "not_applicable", reason="404: the server has no embeddings"),
        row("responses.create.ok", "not_run", cause="budget", reason="the request budget was spent"),
        row("responses.stream.order", "error", reason="KeyError: 'sequence_number'", evidence=["e6"]),
    ]
    return run(
        rows,
        [models, plain, said, endless, error, refused],
        requests=132,
        conclusion="non_conformant",
        exit_code=1,
        capabilities={
            "tools": {"state": "present", "how": "a forced call was answered with one"},
            "embeddings": {"state": "absent", "how": "404 from /embeddings"},
            "logprobs": {"state": "unknown", "how": "never asked"},
        },
        profiles={
            "core": profile(rows[:6], conclusion="non_conformant"),
            "chat-stream": profile(rows[6:9], conclusion="non_conformant"),
            "embeddings": profile(rows[-3:-2], required=False, conclusion="not_applicable"),
        },
    )


def variant(name: str, verdict: str, **changes: Any) -> dict[str, Any]:
    case = {"name": name, "verdict": verdict, "reason": None, "expected": None, "observed": None, "where": None}
    return case | changes


def conformant() -> dict[str, Any]:
    return run([row("chat.create.ok", evidence=["e1"])], [exchange("e1")])


def partial() -> dict[str, Any]:
    return run([row("chat.choices")], [], selection={"only": ["chat.choices"], "judged": 1, "of": 1200})


def partly_deviating() -> dict[str, Any]:
    return deviating() | {"selection": {"only": [], "judged": 1200, "of": 1200}}


def deviating() -> dict[str, Any]:
    rows = [row("chat.create.ok"), row("chat.create.order", "fail", level="SHOULD")]
    profiles = {"core": profile(rows, conclusion="conformant_with_deviations")}
    return run(rows, profiles=profiles, conclusion="conformant_with_deviations")


def broken_beside() -> dict[str, Any]:
    """A MUST is broken in what is optional; what is required holds, but for a SHOULD."""
    rows = [*deviating()["requirements"], row("chat.stream.done", "fail"), row("tools.call.id", "inconclusive")]
    profiles = {
        "core": profile(rows[:2], conclusion="conformant_with_deviations"),
        "chat-stream": profile(rows[2:3], required=False, conclusion="non_conformant"),
        "tools": profile(rows[3:], required=False),
    }
    return run(rows, profiles=profiles, conclusion="non_conformant", exit_code=1)


def breaking_clients() -> dict[str, Any]:
    """Many clients, and causes that break some of them."""
    found = broken()
    worst, next_worst, *_ = found["causes"]
    first = breach(worst["row"], cause=worst["key"], exchange="e3")
    second = breach(next_worst["row"], cause=next_worst["key"], shows="silent-loss", how="text is lost")
    note = breach("models.list.sorted", shows="costs", how="it asks again")
    clients = [
        client("both", "does_not_work", broken=[first, second]),
        client("second", "does_not_work", broken=[second]),
        client("note", "does_not_work", broken=[note], open=["chat.create.ok"]),
        client("lacking", "does_not_work", missing=["responses"]),
        *(client(f"broken-{number}", "does_not_work", broken=[first]) for number in range(9)),
        client("open", "not_established", open=["chat.create.ok", "tools.call.index"]),
        *(client(f"sound-{number}") for number in range(9)),
    ]
    return found | {"clients": clients}


def asked_clients() -> dict[str, Any]:
    """A run that was asked for clients, and judged what they need."""
    selection = {"only": [], "by": "--client codex, roo", "judged": 9, "of": 1200}
    first = breach("chat.stream.done")
    clients = [client("codex", "does_not_work", asked=True, broken=[first]), client("roo", asked=True), client("llm")]
    return run([row("chat.stream.done", "fail")], selection=selection, clients=clients, exit_code=1)


def incomplete() -> dict[str, Any]:
    return run([row("chat.create.ok", "inconclusive")], conclusion="incomplete", exit_code=11)


def unreachable() -> dict[str, Any]:
    rows = [row(f"chat.create.n{n}", "not_run", cause="preflight") for n in range(30)]
    message = "Nothing answers at http://localhost:8000/v1: connection refused."
    return run(rows, conclusion="invalid", exit_code=10, message=message)


def truncated() -> dict[str, Any]:
    return run([row("chat.create.ok")], truncated=True, finished=None, conclusion="truncated", exit_code=2)


def empty() -> dict[str, Any]:
    return run([], profiles={}, conclusion="invalid", exit_code=10, target=conformant()["target"] | {"model": None})


def hostile(text: str = NASTY) -> dict[str, Any]:
    """Every text that a server can reach is another's."""
    place = where("e1", excerpt=text, pointer=f"/{text}", header=text)
    told = {"reason": text, "expected": text, "observed": text, "where": place}
    rows = [
        row(f"chat.nasty.{level.lower()}-{verdict}", verdict, level=level, statement=text, breaks=text, basis=text,
            cause=text if number else None, evidence=["e1", text], **told,
            variants=[variant(text, verdict, **told), variant("plain", "pass")])
        for level in ("MUST", "SHOULD", "INFO")
        for number, verdict in enumerate(VERDICTS)
    ]  # fmt: skip
    request = {"method": text, "url": text, "headers": [[text, text]], "body": text}
    said = exchange("e1", text, request=request, headers=[[text, text]], note=text, curl=text)
    streamed = stream("e2", ["data: ]]>", "data: ok"]) | {"body": f"data: {text}\n\nevent: {text}\n\n: x"}
    nasty = run(rows, [said, streamed], message=text, conclusion="non_conformant", exit_code=1)
    nasty["selection"] = {"only": [text], "judged": 1, "of": 2}
    nasty["target"] |= {name: text for name in ("base_url", "base_url_from", "key_from", "model", "model_from")}
    nasty["capabilities"] = {text: {"state": "present", "how": text}}
    nasty["profiles"][text] = profile(rows)
    nasty["members"] = [member(text, "ignored", text, text)]
    nasty["causes"][0]["clients"] = [{"client": text, "outcome": "crash", "detail": text}]
    nasty["clients"] = [
        client(
            text, "does_not_work", version=text, date=text, broken=[breach(text, how=text, exchange=text, cause=text)]
        ),
        client(text, "not_established", open=[text]),
        client(text, "does_not_work", missing=[text]),
    ]
    return nasty


def huge() -> dict[str, Any]:
    """Half a megabyte in every text that is not ours."""
    much = "x" * 500_000
    headers = [["content-type", much], ["a", much], ["b", much], ["c", much]]
    places = [
        where("e1", bytes=[0, 450_000]),
        where("e3", header="b"),
        where("e3", header=much, pointer=f"/{much}", excerpt=much),
        where("e1", pointer=f"/{much}", excerpt=much),
    ]
    told = {"reason": much, "expected": much, "observed": much}
    rows = [
        row(f"chat.huge.{verdict}-{n}", verdict, where=place, **told)
        for verdict in ("fail", "inconclusive")
        for n, place in enumerate(places)
    ]
    exchanges = [
        exchange("e1", much, request=exchange("e1")["request"] | {"body": much}, curl=much),
        stream("e2", ["data: flood"] * 25_000),
        exchange("e3", headers=headers, note=much),
    ]
    clients = [client(much, "does_not_work", version=much, broken=[breach(much, how=much)])]
    return run(rows, exchanges, message=much, conclusion="non_conformant", clients=clients)


def garbled() -> dict[str, Any]:
    """Places that lead nowhere, bodies that are not what they say."""
    places = [
        where("nowhere", excerpt="kept beside"),
        where("e1", pointer="/a/b/0"),
        where("e1", pointer="no pointer"),
        where("e3", pointer="/\ud800/\udc80"),
        where("e1", bytes=[5, 99]),
        where("e1", bytes=[9, 2]),
        where("e2", frame=7, pointer="/x"),
        where("e2", frame=0, pointer="/x"),
        where("e3", pointer="/0/0"),
        where("e4", bytes=[0, 0]),
    ]
    rows = [row(f"chat.garbled.n{n}", "fail", where=place, evidence=["gone"]) for n, place in enumerate(places)]
    bodies = [
        exchange("e1", '{"a": ['),
        stream("e2", ["data: {", "\ufeff"], times=[]),
        exchange("e3", "[" * 100_000),
        exchange("e4", "", status=None, headers=[], times=[], ended="reset"),
    ]
    return run(rows, bodies, conclusion="non_conformant", exit_code=1)


CASES = {
    case.__name__: case
    for case in (
        broken,
        conformant,
        partial,
        partly_deviating,
        deviating,
        broken_beside,
        breaking_clients,
        asked_clients,
        incomplete,
        unreachable,
        truncated,
        empty,
        hostile,
        huge,
        garbled,
    )
}
