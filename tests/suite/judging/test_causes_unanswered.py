"""Causes of requests that are not answered: told by what in them provokes it, or by where they are asked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from oaic_suite.judging.causes.cause import causes
from oaic_suite.judging.causes.family import families
from red_rows import exchange, hidden, red, told

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


def test_an_array_of_several_is_more_than_one_of_one():
    text = {"type": "text", "text": "Hello"}
    several, picture = ([{"role": "user", "content": [text, other]}] for other in (text, PICTURE[0]["content"][0]))
    rows = [red("chat.files.accepted", "e3"), red("chat.messages.parts", "e2")]
    known = exchange("e1", messages=PARTS), exchange("e2", 500, messages=several), exchange("e3", 500, messages=picture)
    (cause,) = causes(rows, {each["id"]: each for each in known})
    assert cause["title"] == "A request with `messages[].content` as an array of several is answered with 500"
    assert cause["fix"] == families()["messages"].fix


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


def test_a_refusal_of_what_others_have_too_is_told_by_the_member_it_names():
    said = json.dumps({"error": {"message": "wrong", "param": "messages[1].content"}})
    asked = red("chat.messages.many-turns", "e2", statement="A history of many turns is taken.")
    found = told([asked], exchange("e1"), exchange("e2", 400, body=said))
    title = "Messages that the contract allows are not taken: a request is refused with 400, for its `messages`"
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
    assert found == [(title, ["structured.schema.accepted", "sdk-node.chat.parse"])]
    same = exchange("e5", **asked)
    assert len(told(rows, *answers, same, exchange("e3", 500, **asked), exchange("e4", 500, **asked))) == len(rows)


def at_responses(some: Any, **members: Any) -> Any:
    body = json.dumps({"model": "m", "input": "Hello"} | members)
    return some | {"request": some["request"] | {"url": "http://t/v1/responses", "body": body}}


def test_a_failure_that_gives_a_place_in_a_member_says_what_is_to_blame():
    said = json.dumps({"detail": "tools[0].function.type: no such member"})
    failed = {id: exchange(id, 500, body=said) for id in ("e2", "e3")}
    rows = [red("responses.input.results", "e2"), red("responses.reply.status", "e3")]
    taken = at_responses(exchange("e1"), tools=[{}])
    answers = at_responses(failed["e2"], tools=[{}], input=[{"arguments": ""}]), at_responses(failed["e3"], tools=[{}])
    title = "A request to POST /v1/responses with `tools` is answered with 500"
    assert told(rows, taken, *answers) == [(title, ["responses.input.results", "responses.reply.status"])]
    assert causes(rows, {each["id"]: each for each in (taken, *answers)})[0]["fix"] == families()["tools-taken"].fix
    in_words = [each | {"body": '{"detail": "the tools broke"}'} for each in answers]
    assert len(told(rows, taken, *in_words)) == len(rows)


def test_null_that_a_server_wrote_and_does_not_take_back_is_a_matter_of_its_answers():
    call = {"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}", "async": None}
    refused = at_responses(exchange("e2", 400), input=[call])
    rows = [red("responses.tools.answered", "e2"), red("responses.reply.schema", "e1", pointer="/output/0/async")]
    rows[1]["observed"] = "null"
    found = told(rows, at_responses(exchange("e1")), refused)
    title = "Null is written for what has no value: `async`"
    assert found == [(title, ["responses.reply.schema", "responses.tools.answered"])]
    lawful = at_responses(exchange("e2", 400), input=[call | {"async": True}])
    assert len(told(rows, at_responses(exchange("e1")), lawful)) == len(rows)


def test_a_server_that_stops_answering_is_not_one_whose_answers_are_empty():
    rows = [red("chat.messages.many-turns", "e2"), red("chat.reply.not-silent")]
    found = causes(rows, {"e1": exchange("e1"), "e2": exchange("e2", None, "timeout")})
    assert [cause["key"] for cause in found] == ["stopped", "silence"]
    assert found[0]["fix"] == families()["stopped"].fix


@pytest.mark.parametrize("variant", ["plain", "calling"])
def test_a_request_that_is_more_than_plain_is_no_sign_that_nobody_is_answered(variant):
    plain = red("responses.reply.status", "e2", variants=[{"name": variant, "verdict": "fail"}])
    rows = [plain, red("chat.reply.json"), hidden("chat.reply.id", "chat.reply.json")]
    first = told(rows, at_responses(exchange("e1")), at_responses(exchange("e2", 500), tools=[{}]), exchange("e1"))[0]
    assert first[1] == [{"plain": "responses.reply.status", "calling": "chat.reply.json"}[variant]]


def test_what_a_title_counts_is_there_in_full():
    rows = [red(id) for id in ("chat.options.stop", "chat.options.limit", "chat.logprobs.present", "completions.echo.")]
    (cause,) = causes([*rows, red("chat.stream.stop")], {"e1": exchange("e1")})
    assert cause["title"] == "Options are ignored: `logprobs`, `max_tokens`, `stop` and 1 more"
    assert cause["details"] == ["`logprobs`", "`max_tokens`", "`stop`", "`echo`"]


def accepting(coding: str, exchange: Any) -> Any:
    return exchange | {"request": exchange["request"] | {"headers": [["Accept-Encoding", coding]]}}


def test_answers_that_break_off_wherever_they_may_be_compressed_are_one_cause():
    rows = [red("http.gzip.answer", "e2"), red("sdk.chat.reply", "e3"), red("sdk.chat.round-trip", "e3")]
    coded = [accepting("gzip, deflate", exchange(id, ended="reset")) for id in ("e2", "e3")]
    title = "Compressed answers are not what their header says: a request has its answer broken off"
    assert told(rows, accepting("identity", exchange("e1")), *coded) == [(title, [row["id"] for row in rows])]
    assert "ompressed" not in told(rows[1:2], accepting("gzip", exchange("e1")), *coded)[0][0]


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
