"""Causes: what one change would mend, told from rows and exchanges."""

from __future__ import annotations

import re
from typing import Any

from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.causes.cause import causes, with_causes
from oaic_suite.judging.causes.family import families, family_of, fix_of
from oaic_suite.judging.verdict import SCORED
from red_rows import exchange, hidden, red, told

ALIKE = 0.75  # of the words of a statement that its fix may have
SCORED_ROWS = [requirement for requirement in catalogue().values() if requirement.level in SCORED]


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z_]{3,}", text.lower()))


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


def test_a_row_about_whatever_breaks_the_contract_adds_nothing_to_what_is_named():
    rows = [
        red("errors.client-fault", statement="A request that breaks the contract is refused.", observed="500"),
        red("errors.missing-role.refused", statement="A message without `role` is refused.", observed="200"),
    ]
    title = "Invalid requests are answered, or end in a failure of the server: a message without `role`"
    assert told(rows) == [(title, ["errors.client-fault", "errors.missing-role.refused"])]
    assert told(rows[:1]) == [("Invalid requests end in a failure of the server", ["errors.client-fault"])]


def test_what_legacy_choices_lack_is_one_cause_streamed_or_not():
    rows = [red("completions.logprobs.key", observed="nothing"), red("completions.stream.text", observed="nothing")]
    rows.append(red("completions.stream.schema", pointer="/choices/0/logprobs", observed="nothing"))
    ((title, broken),) = told(rows)
    assert title == "Legacy completions are not as their own contract has them: `logprobs` and `text`"
    assert len(broken) == len(rows)


def test_padding_that_is_null_is_a_null_and_no_option_that_is_ignored():
    row = red("chat.stream.unpadded", pointer="/obfuscation", observed="None (and 4 more)")
    assert told([row])[0][0] == "Null is written for what has no value: `obfuscation`"
    assert told([row | {"observed": "'xyz'"}])[0][0] == "Options are ignored: `include_obfuscation`"


def test_what_is_wrong_with_the_bytes_leads_before_what_an_sdk_makes_of_them():
    rows = [red("sdk.chat.parse"), red("structured.reply.json", level="SHOULD")]
    assert [broken for _, broken in told(rows)] == [["structured.reply.json", "sdk.chat.parse"]]


def test_what_is_left_over_belongs_to_its_place():
    rows = [
        red("chat.usage.details", pointer="/usage/prompt_tokens_details", observed="7"),
        red("completions.reply.schema", pointer="/usage/completion_tokens_details", observed="7"),
        red("chat.reply.schema", pointer="/choices/3/strange", observed="7", expected="a string"),
    ]
    assert sorted(told(rows)) == [
        ("`choices[].strange` is not a string", ["chat.reply.schema"]),
        (
            "`usage` does not say what was spent: its details are no counts and `completion_tokens_details`",
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


def test_what_answers_of_another_server_lack_around_their_choices_is_one_cause():
    rows = [
        red("chat.reply.created", pointer="/created", observed="nothing"),
        red("chat.stream.model", pointer="/model", observed="nothing"),
        red("completions.reply.id", pointer="/id", observed="nothing"),
        red("chat.reply.id", pointer="/id", observed="7"),
        red("models.retrieve.id", pointer="/id", observed="nothing"),
    ]
    title = "What an answer says of itself is missing: `created`, `model` and `id`"
    assert sorted(told(rows))[-1] == (title, ["chat.reply.created", "chat.stream.model", "completions.reply.id"])


def test_a_query_that_is_ignored_is_one_cause_whatever_is_listed():
    rows = [red("files.listing.limit"), red("stored.listing.once"), red("files.listing.status")]
    assert told(rows)[:1] == [
        (
            "Lists are not what their query asks for: files and stored chats",
            ["files.listing.limit", "stored.listing.once"],
        )
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


def test_what_sdks_alone_stumble_over_lies_with_what_it_is_about():
    rows = [red("files.listing.limit"), red("sdk.files.pages"), red("sdk-node.files.pages")]
    title = "Lists are not what their query asks for: files"
    assert told(rows) == [(title, ["files.listing.limit", "sdk-node.files.pages", "sdk.files.pages"])]
    apart = [red("sdk-node.files.pages"), red("sdk-node.images.stream"), red("sdk-node.transcription.create")]
    assert len(told(apart)) == len(apart)


def test_what_a_client_stumbles_over_belongs_to_what_is_wrong_with_the_bytes():
    rows = [red("sdk-node.chat.helper", cause="headers.charset"), red("headers.charset", level="SHOULD")]
    (cause,) = causes(rows, {"e1": exchange("e1")})
    assert cause["title"] == "The headers of answers are not those that clients read: `content-type`"
    assert (cause["broken"], cause["level"]) == (["headers.charset", "sdk-node.chat.helper"], "MUST")


# --- the key, and the order ----------------------------------------------------------------------------


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
