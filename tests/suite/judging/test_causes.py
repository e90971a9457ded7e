"""Causes: what one change would mend, told from rows and exchanges."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.causes.cause import causes, with_causes
from oaic_suite.judging.causes.family import families, family_of, fix_of
from oaic_suite.judging.verdict import SCORED

CHAT = "http://t/v1/chat/completions"
ALIKE = 0.75  # of the words of a statement that its fix may have
SCORED_ROWS = [requirement for requirement in catalogue().values() if requirement.level in SCORED]


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z_]{3,}", text.lower()))


def exchange(id: str, status: int | None = 200, ended: str = "complete", body: str = "{}", **members: Any) -> Any:
    sent = {"model": "m", "messages": [{"role": "user", "content": "Hello"}]} | members
    request = {"method": "POST", "url": CHAT, "headers": [], "body": json.dumps(sent)}
    return {"id": id, "request": request, "status": status, "ended": ended, "body": body}


def red(id: str, at: str = "e1", **changes: Any) -> Any:
    pointer, header = changes.pop("pointer", None), changes.pop("header", None)
    return {
        "id": id,
        "level": "MUST",
        "surface": id.rpartition(".")[0],
        "statement": "",
        "verdict": "fail",
        "cause": None,
        "expected": "something",
        "observed": "else",
        "fix": "mend it",
        "witnesses": [],
        "where": {"exchange": at, "pointer": pointer, "header": header, "frame": None},
        "variants": [{"name": "plain", "verdict": "fail"}],
        "evidence": [at],
    } | changes


def hidden(id: str, cause: str) -> Any:
    return red(id, verdict="inconclusive", cause=cause)


def told(rows: list[Any], *exchanges: Any) -> list[tuple[str, list[str]]]:
    known = {each["id"]: each for each in exchanges or [exchange("e1")]}
    return [(cause["title"], cause["broken"]) for cause in causes(rows, known)]


# --- the table -----------------------------------------------------------------------------------------


def test_a_scored_row_belongs_to_a_family():
    assert [requirement.id for requirement in SCORED_ROWS if not fix_of(requirement)] == [], (
        "name it in judging/causes/families"
    )


def repeats(statement: str, fix: str) -> bool:
    """Whether a fix says little but what the statement says."""
    repeated = words(statement) & words(fix)
    return len(repeated) > ALIKE * len(words(statement)) and len(words(fix) - repeated) <= len(repeated)


def test_a_fix_says_more_than_the_statement():
    assert [each.id for each in SCORED_ROWS if repeats(each.statement, fix_of(each) or "")] == []


def test_every_beginning_of_an_id_begins_one():
    ids = tuple(catalogue())
    dead = [row for family in families().values() for row in family.rows if not any(id.startswith(row) for id in ids)]
    assert dead == []


def test_the_longest_beginning_wins():
    assert family_of("errors.unknown-role.refused").name == "validation"
    assert family_of("errors.envelope.code").name == "errors"
    assert family_of("nothing.of.the.kind") is None


# --- what belongs together -----------------------------------------------------------------------------


def test_one_place_is_one_cause_over_operations():
    rows = [red("chat.reply.created"), red("chat.stream.created"), red("models.list.created")]
    title = "`created` is not a whole number of Unix seconds"
    assert told(rows) == [(title, ["chat.reply.created", "chat.stream.created", "models.list.created"])]


def test_what_is_missing_is_another_cause_than_what_is_wrong():
    rows = [red("chat.reply.created", observed="nothing"), red("models.list.created", observed="1.5")]
    assert [title for title, _ in told(rows)] == [
        "`created` is missing",
        "`created` is not a whole number of Unix seconds",
    ]


def test_invalid_requests_are_one_cause_whatever_is_wrong_with_them():
    rows = [
        red("errors.missing-role.refused", statement="A message without `role` is refused.", observed="200"),
        red("tools.errors.shape-of-tools", statement="Tools that are an object are refused.", observed="200"),
    ]
    title = "Invalid requests are answered instead of refused: a message without `role` and tools that are an object"
    assert told(rows) == [(title, ["errors.missing-role.refused", "tools.errors.shape-of-tools"])]


def test_what_is_left_over_belongs_to_its_place():
    rows = [
        red("chat.usage.details", pointer="/usage/prompt_tokens_details", observed="7"),
        red("completions.reply.schema", pointer="/usage/completion_tokens_details", observed="7"),
        red("chat.reply.schema", pointer="/choices/3/strange", observed="7", expected="a string"),
    ]
    assert sorted(told(rows)) == [
        ("`choices[].strange` is not a string", ["chat.reply.schema"]),
        (
            "`usage` does not say what was spent: its details are no counts",
            ["chat.usage.details", "completions.reply.schema"],
        ),
    ]


def test_nulls_where_members_may_be_absent_are_one_cause():
    rows = [
        red("tools.stream.array", pointer="/choices/0/delta/tool_calls", observed="null"),
        red("chat.stream.role-value", pointer="/choices/0/delta/role", observed="None (and 3 more)"),
        red("responses.reply.schema", pointer="/output/0/async", observed="null (and 3 more)"),
        red("structured.stream.satisfies", pointer="/choices/0/delta/content", observed="null"),
        red("chat.stream.created", pointer="/created", observed="None"),
    ]
    assert sorted(told(rows)) == [
        (
            "Null is written for what has no value: `role`, `async` and `tool_calls`",
            ["chat.stream.role-value", "responses.reply.schema", "tools.stream.array"],
        ),
        ("The format asked for is not obeyed: `response_format`", ["structured.stream.satisfies"]),
        ("`created` is null", ["chat.stream.created"]),
    ]


def test_null_for_what_an_answer_is_about_is_a_matter_of_that_answer():
    found = told([red("stored.changing.schema", pointer="/choices", observed="null")])
    assert found == [("Chats are not kept as they were answered: changing labels", ["stored.changing.schema"])]


def test_what_an_entry_of_the_models_lacks_is_one_cause():
    rows = [
        red(f"models.list.{name}", pointer=f"/data/0/{name}", observed="nothing") for name in ("created", "owned_by")
    ]
    assert [title for title, _ in told(rows)] == [
        "Entries of the list of models lack members: `created` and `owned_by`"
    ]


def test_every_form_of_a_prompt_that_is_taken_for_another_is_one_cause():
    rows = [red("embeddings.tokens.count"), red("moderations.one-each")]
    ((_, broken),) = told(rows)
    assert broken == ["embeddings.tokens.count", "moderations.one-each"]


def test_a_response_is_written_in_one_place_whether_it_is_answered_streamed_or_fetched():
    ids = ["responses.reply.schema", "responses.retrieve.schema", "responses.stream.schema"]
    assert [broken for _, broken in told([red(id, pointer="/text") for id in ids])] == [ids]


def test_an_endpoint_is_named_without_the_ids_in_its_path():
    gone = exchange("e2", 500) | {
        "request": {"method": "GET", "url": "http://t/v1/models/m-1", "headers": [], "body": None}
    }
    (cause,) = causes([red("models.retrieve.status", "e2")], {"e2": gone})
    assert cause["key"] == "GET /v1/models/{model}:failing"


def test_what_goes_with_responses_is_one_cause_and_not_told_before_all_others():
    path = "http://t/v1/responses/resp_7"
    requests = {name: {"method": name, "url": path, "headers": [], "body": None} for name in ("GET", "DELETE")}
    fetched, deleted = (exchange(name, 500) | {"request": request} for name, request in requests.items())
    answers = ["chat.reply.json", "models.list.json", "embeddings.reply.json"]
    rows = [red("responses.retrieve.status", "GET"), red("responses.deletion.status", "DELETE"), *map(red, answers)]
    assert [broken for _, broken in told(rows, exchange("e1"), fetched, deleted)] == [
        answers,
        ["responses.deletion.status", "responses.retrieve.status"],
    ]


def test_what_is_not_heeded_is_one_cause_whichever_option_it_is():
    rows = [red("chat.logprobs.present"), red("embeddings.dimensions.length")]
    assert [title for title, _ in told(rows)] == ["Options are ignored: `logprobs` and `dimensions`"]


def test_log_probabilities_that_never_come_are_one_cause_wherever_they_are_missed():
    rows = [red("chat.stream.logprobs.present"), red("chat.stream.logprobs.beside-tools")]
    rows += [red("responses.options.logprobs"), red("responses.stream.text.logprobs")]
    assert [title for title, _ in told(rows)] == ["Options are ignored: `logprobs` and `include`"]


def test_what_a_client_stumbles_over_belongs_to_what_is_wrong_with_the_bytes():
    rows = [red("sdk-node.chat.helper", cause="headers.charset"), red("headers.charset", level="SHOULD")]
    (cause,) = causes(rows, {"e1": exchange("e1")})
    assert cause["title"] == "The headers of answers are not those that clients read: `content-type`"
    assert (cause["broken"], cause["level"]) == (["headers.charset", "sdk-node.chat.helper"], "MUST")


# --- requests that are not answered --------------------------------------------------------------------

PARTS = [{"role": "user", "content": [{"type": "text", "text": "Hello"}]}]
PICTURE = [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:"}}]}]


def test_requests_that_have_in_common_what_no_answered_one_has_are_one_cause():
    dropped = {"status": None, "ended": "reset"}
    rows = [red("chat.messages.parts", "e2"), red("vision.image.accepted", "e3")]
    found = told(
        rows, exchange("e1"), exchange("e2", **dropped, messages=PARTS), exchange("e3", **dropped, messages=PICTURE)
    )
    title = "A request with `messages[].content` as an array has its connection closed"
    assert found == [(title, ["chat.messages.parts", "vision.image.accepted"])]


def test_a_picture_is_to_blame_where_text_in_parts_is_answered():
    rows = [red("vision.image.accepted", "e2")]
    found = told(rows, exchange("e1", messages=PARTS), exchange("e2", 500, messages=PICTURE))
    assert found[0][0] == "A request with `messages[].content[].image_url` is answered with 500"


def test_what_others_rest_on_is_to_blame():
    asked = {"tools": [{}], "tool_choice": "auto", "parallel_tool_calls": False}
    rows = [red("tools.choice.accepted", "e2")]
    assert (
        told(rows, exchange("e1"), exchange("e2", 500, **asked))[0][0] == "A request with `tools` is answered with 500"
    )


def test_a_refusal_that_names_a_member_says_what_is_to_blame():
    said = json.dumps({"error": {"message": '"auto" tool choice is not enabled'}})
    asked = {"tools": [{}], "parallel_tool_calls": False}
    rows = [red("tools.offer.accepted", "e2"), red("tools.parallel.accepted", "e3")]
    found = told(
        rows,
        exchange("e1", tools=[{}]),
        exchange("e2", 400, body=said, tools=[{}]),
        exchange("e3", 400, body=said, **asked),
    )
    assert [broken for _, broken in found] == [["tools.offer.accepted", "tools.parallel.accepted"]]


def test_what_is_refused_although_it_is_allowed_is_one_cause_whichever_part_it_is():
    rows = [red("chat.options.null", "e2"), red("chat.messages.developer", "e3")]
    told_first = [{"role": "developer", "content": "Hello"}]
    found = told(rows, exchange("e1", n=1), exchange("e2", 422, n=None), exchange("e3", 422, messages=told_first))
    title = "Lawful requests are refused: `messages[].role: developer` and `n` as null"
    assert found == [(title, ["chat.messages.developer", "chat.options.null"])]


def test_a_refusal_of_one_part_says_how_it_is_refused():
    found = told([red("chat.options.null", "e2")], exchange("e1", n=1), exchange("e2", 422, n=None))
    assert found == [("A request with `n` as null is refused with 422", ["chat.options.null"])]


def test_a_refusal_of_what_others_have_too_is_told_by_what_was_asked():
    said = json.dumps({"error": {"message": "wrong", "param": "messages[1].content"}})
    asked = red("chat.messages.many-turns", "e2", statement="A history of many turns is taken.")
    found = told([asked], exchange("e1"), exchange("e2", 400, body=said))
    title = "A history of many turns is taken: a request is refused with 400, for its `messages`"
    assert found == [(title, ["chat.messages.many-turns"])]


def test_what_sdks_alone_do_not_get_is_one_cause_wherever_they_need_it():
    asked = {"method": "GET", "url": "http://t/v1/files/file-7/content", "headers": [], "body": None}
    given, refused = (exchange(id, status) | {"request": asked} for id, status in (("e1", 200), ("e2", 406)))
    rows = [red("sdk.files.content", "e2"), red("sdk.batches.round", "e2", level="SHOULD")]
    title = "A client's request to GET /v1/files/{file_id}/content is refused with 406"
    assert told(rows, given, refused) == [(title, ["sdk.files.content", "sdk.batches.round"])]


def test_what_an_sdk_does_not_get_lies_with_what_it_asks_for_where_others_do_not_get_that_either():
    asked = {"response_format": {"type": "json_schema", "json_schema": {"strict": True}}}
    rows = [red("sdk-node.chat.parse", "e3"), red("structured.schema.accepted", "e4")]
    answers = exchange("e1"), exchange("e2", stream=True, **asked)
    found = told(rows, *answers, exchange("e3", 500, **asked), exchange("e4", 500, **asked))
    title = "A request with `response_format` is answered with 500"
    assert found == [(title, ["sdk-node.chat.parse", "structured.schema.accepted"])]
    same = exchange("e5", **asked)
    assert len(told(rows, *answers, same, exchange("e3", 500, **asked), exchange("e4", 500, **asked))) == len(rows)


def test_what_a_title_counts_is_there_in_full():
    rows = [red(id) for id in ("chat.options.stop", "chat.options.limit", "chat.logprobs.present", "completions.echo.")]
    (cause,) = causes([*rows, red("chat.stream.stop")], {"e1": exchange("e1")})
    assert cause["title"] == "Options are ignored: `logprobs`, `max_tokens`, `stop` and 1 more"
    assert cause["details"] == ["`logprobs`", "`max_tokens`", "`stop`", "`echo`"]


def accepting(coding: str, exchange: Any) -> Any:
    return exchange | {"request": exchange["request"] | {"headers": [["Accept-Encoding", coding]]}}


def test_answers_that_break_off_wherever_they_may_be_compressed_are_one_cause():
    rows = [red("sdk.chat.reply", "e3"), red("sdk.chat.round-trip", "e3"), red("http.gzip.answer", "e2")]
    coded = [accepting("gzip, deflate", exchange(id, ended="reset")) for id in ("e2", "e3")]
    title = "Compressed answers are not what their header says: a request has its answer broken off"
    assert told(rows, accepting("identity", exchange("e1")), *coded) == [(title, [row["id"] for row in rows])]
    assert "ompressed" not in told(rows[:1], accepting("gzip", exchange("e1")), *coded)[0][0]


def test_an_answer_that_breaks_off_where_it_may_be_compressed_and_only_there_is_of_that_cause():
    plain, called = accepting("identity", exchange("e1")), accepting("gzip", exchange("e2", tools=[{}]))
    broken_off, whole = accepting("gzip", exchange("e3", ended="reset")), accepting("gzip", exchange("e4"))
    assert "ompressed" in told([red("sdk.chat.reply", "e3")], plain, called, broken_off)[0][0]
    assert "ompressed" not in told([red("sdk.chat.reply", "e3")], plain, called, whole, broken_off)[0][0]
    assert "ompressed" not in told([red("sdk.chat.reply", "e3")], called, broken_off)[0][0]


def test_what_provokes_a_failure_is_found_in_a_form_as_well():
    form = {"method": "POST", "url": "http://t/v1/images/edits", "headers": []}
    part = 'Content-Disposition: form-data; name="{}"\r\n\r\n1\r\n'
    plain = exchange("e1") | {"request": form | {"body": part.format("prompt")}}
    streamed = exchange("e2", 500) | {"request": form | {"body": part.format("prompt") + part.format("stream")}}
    found = told([red("images.edit-stream.outcome", "e2")], plain, streamed)
    title = "A request to POST /v1/images/edits with `stream` is answered with 500"
    assert found == [(title, ["images.edit-stream.outcome"])]


def test_a_title_says_where_it_was_asked_that_is_no_chat():
    rows = [red("images.stream.outcome", "e2"), red("speech.stream.outcome", "e4")]
    paths = {"e1": "images/generations", "e2": "images/generations", "e3": "audio/speech", "e4": "audio/speech"}
    some = [at_path(path, "oops", id) for id, path in paths.items()]
    plain, streamed = [each | {"status": 200} for each in some[::2]], [with_stream(each) for each in some[1::2]]
    ((title, _),) = told(rows, *plain, *streamed)
    asked = "POST /v1/images/generations or POST /v1/audio/speech"
    assert title == f"A request to {asked} with `stream` is answered with 500"
    chat = exchange("e5", 500, stream=True)
    ((title, _),) = told([*rows, red("chat.stream.outcome", "e5")], *plain, *streamed, exchange("e6"), chat)
    assert title == "A request with `stream` is answered with 500"


def with_stream(some: Any) -> Any:
    return some | {"request": some["request"] | {"body": json.dumps({"model": "m", "stream": True})}}


@pytest.mark.parametrize("body", ["[]", "7", "null", '"text"', "{", "[{}]"])
def test_what_is_sent_that_is_no_object_has_no_members(body):
    """Some servers answer it."""
    odd = exchange("e2") | {"request": exchange("e2")["request"] | {"body": body}}
    rows = [red("errors.not-an-object.refused", "e2"), red("chat.reply.status", "e3")]
    assert len(told(rows, odd, exchange("e3", 500, stream=True))) == len(rows)
    assert len(told(rows, odd | {"status": 400}, exchange("e3", 500, stream=True))) == len(rows)


def test_where_no_request_is_answered_that_is_the_cause():
    rows = [red("chat.reply.status"), red("chat.messages.parts", "e2")]
    found = told(rows, exchange("e1", 500), exchange("e2", 500, messages=PARTS))
    assert found == [
        (
            "No request to POST /v1/chat/completions is answered: each is answered with 500",
            ["chat.messages.parts", "chat.reply.status"],
        )
    ]


@pytest.mark.parametrize("body", ["[{}]", "7", '"tools"', "null", "{"])
def test_a_request_that_is_no_object_has_no_members(body):
    failed = accepting("gzip", exchange("e2", 500))
    failed["request"]["body"] = body
    rows = [red("sdk.chat.reply", "e2"), red("errors.broken-json.refused", "e2")]
    assert len(told(rows, exchange("e1"), failed, failed | {"id": "e3", "status": 200})) == len(rows)


def asking(path: str, said: str, status: int = 400) -> Any:
    request = {"method": "POST", "url": f"http://t/v1/{path}", "headers": [], "body": '{"model": "m"}'}
    return exchange(path, status, body=json.dumps({"error": f"{said} /v1/{path}"})) | {"request": request}


UNSERVED = {"embeddings": "embeddings.reply.status", "completions": "completions.reply.status"}


def test_what_is_refused_like_a_path_that_nobody_has_is_not_served():
    rows = [red(row, path) for path, row in UNSERVED.items()]
    found = told(rows, exchange("e1"), *(asking(path, "No") for path in (*UNSERVED, "no-such-path")))
    title = "Nothing is answered by `POST /v1/embeddings` and `POST /v1/completions`: each request is refused with 400"
    assert found == [(title, ["embeddings.reply.status", "completions.reply.status"])]


def test_what_is_refused_in_other_words_or_as_not_there_is_a_cause_of_its_own():
    rows = [red(row, path) for path, row in UNSERVED.items()]
    for answers in (
        [*(asking(path, path) for path in UNSERVED), asking("no-such-path", "No")],
        [*(asking(path, "No") for path in UNSERVED)],
        [*(asking(path, "No", 404) for path in (*UNSERVED, "no-such-path"))],
    ):
        assert len(told(rows, exchange("e1"), *answers)) == len(rows)


def test_many_endpoints_that_fail_in_the_same_words_are_one_cause():
    paths = ["embeddings", "completions", "moderations", "audio/speech"]
    rows = [red(f"{path.split('/')[-1]}.reply.status", path) for path in paths]
    ((title, _),) = told(rows, exchange("e1"), *(asking(path, "Something went wrong", 500) for path in paths))
    assert title.endswith(" and 1 more: each request is answered with 500")


# --- the key, and the order ----------------------------------------------------------------------------


def test_endpoints_that_fail_in_the_same_words_are_one_cause_where_they_are_many():
    paths = ["embeddings", "moderations", "completions", "audio/speech"]
    ids = ["embeddings.reply.status", "moderations.status", "completions.reply.status", "speech.reply.status"]
    failing = [at_path(path, body=f'{{"error": "oops", "request": "{number}f"}}') for number, path in enumerate(paths)]
    rows = [red(id, at=path) for id, path in zip(ids, paths, strict=True)]
    ((title, broken),) = told(rows, *failing)
    assert title.startswith("Nothing is answered by `POST /v1/")
    assert sorted(broken) == sorted(ids)
    assert len(told(rows[1:], *failing[1:])) == len(rows) - 1
    failing[0] = at_path(paths[0], body='{"error": "no such thing"}')
    assert len(told(rows, *failing)) == len(rows)


def at_path(path: str, body: str, id: str = "") -> Any:
    found = exchange(id or path, status=500, body=body)
    return found | {"request": found["request"] | {"url": f"http://t/v1/{path}"}}


def test_the_key_of_a_row_does_not_hang_on_what_else_is_red():
    rows = [red(id) for id in ("chat.reply.created", "chat.options.stop", "errors.envelope.code", "n.o", "cors.vary")]
    known = {"e1": exchange("e1")}
    together = {row["id"]: row["cause_key"] for row in with_causes(rows, known)[0]}
    alone = {row["id"]: with_causes([row], known)[0][0]["cause_key"] for row in reversed(rows)}
    assert together == alone


def test_every_red_row_is_in_one_cause_and_a_note_in_none():
    rows = [red("chat.reply.id"), red("a.b", level="SHOULD"), red("c.d", level="INFO"), red("e.f", verdict="pass")]
    assert sorted(id for _, broken in told(rows) for id in broken) == ["a.b", "chat.reply.id"]


def hurt(outcome: str) -> list[Any]:
    return [{"client": "LangChain 1", "date": "2026-11-01", "outcome": outcome, "detail": ""}]


def test_the_most_harmful_comes_first():
    rows = [
        red("chat.reply.refusal", level="SHOULD"),
        red("cors.preflight.status", witnesses=hurt("crash")),
        red("chat.reply.created", witnesses=hurt("tolerated")),
        red("chat.stream.done", witnesses=hurt("hang")),
        red("tools.named.forced", witnesses=hurt("crash")),
        hidden("tools.call.id", "tools.named.forced"),
    ]
    assert [broken[0] for _, broken in told(rows)] == [
        "tools.named.forced",
        "chat.stream.done",
        "cors.preflight.status",
        "chat.reply.created",
        "chat.reply.refusal",
    ]


def test_a_cause_says_what_it_hides_and_whom_it_hurts():
    rows = [red("chat.stream.done", witnesses=hurt("wrong")), red("completions.stream.done", witnesses=hurt("hang"))]
    (cause,) = causes([*rows, hidden("chat.stream.usage.present", "chat.stream.done")], {"e1": exchange("e1")})
    assert cause["hidden"] == ["chat.stream.usage.present"]
    assert cause["clients"] == [{"client": "LangChain 1", "outcome": "hang", "detail": ""}]
    assert (cause["row"], cause["variant"], cause["exchange"], cause["level"]) == (
        "chat.stream.done",
        "plain",
        "e1",
        "MUST",
    )
