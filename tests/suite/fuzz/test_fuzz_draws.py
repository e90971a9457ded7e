"""What is drawn, chosen and tamed before anything is sent; Schemathesis itself only where it is installed."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from importlib.util import find_spec

import pytest
from hypothesis.internal import charmap
from nested import environment
from oaic_spec import contract, parts_of
from oaic_suite.asking.form import Attachment
from oaic_suite.asking.plan import LEVELS, planned
from oaic_suite.fuzz.apart import drawn
from oaic_suite.fuzz.draw import KEY, Draw, sampled
from oaic_suite.fuzz.engine import nothing_left_behind
from oaic_suite.fuzz.narrowed import narrowed
from oaic_suite.fuzz.spelling import Speller, as_asked
from oaic_suite.fuzz.standing import Standing, standing
from oaic_suite.fuzz.taming import Tamer

CHAT = contract().operations["createChatCompletion"]
EMBEDDINGS = contract().operations["createEmbedding"]
MODELS = contract().operations["listModels"]
PLAIN = {"model": "m-1", "messages": [{"role": "user", "content": "Say hello."}]}
HEADERS = (("authorization", KEY), ("content-type", "application/json"))


def draw(body, *bucket, path="/chat/completions", method="POST", headers=HEADERS):
    content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    return Draw(method, path, headers, content, bucket or ("fuzzing", "positive", ""))


# --- the plan ------------------------------------------------------------------------------------------


def test_a_plan_is_a_level_and_what_else_was_asked():
    assert planned("off", 7, 7) is None
    assert planned("quick", None, None) == LEVELS["quick"]
    assert (planned("full", 7, 9).seed, planned("full", 7, 9).cases) == (7, 9)


def test_where_more_is_to_be_sent_more_is_drawn():
    assert planned("quick", None, 1000).examples == 500
    assert planned("quick", None, 10).examples == LEVELS["quick"].examples


# --- the sample ----------------------------------------------------------------------------------------


def many(mode, scenario, count):
    return [draw({"n": number}, "coverage", mode, scenario) for number in range(count)]


def test_a_sample_is_half_of_either_mode():
    chosen = sampled([*many("positive", "a", 50), *many("negative", "b", 50)], 10, 1)
    assert [each.meant_invalid for each in chosen].count(True) == 5


def test_a_mode_takes_the_room_another_leaves():
    chosen = sampled([*many("positive", "a", 50), *many("negative", "b", 2)], 10, 1)
    assert [each.meant_invalid for each in chosen].count(True) == 2
    assert len(chosen) == 10


def test_no_bucket_crowds_out_another():
    chosen = sampled([*many("positive", "a", 50), *many("positive", "b", 2)], 4, 1)
    assert sorted(each.scenario for each in chosen) == ["a", "a", "b", "b"]


def test_a_sample_depends_on_the_seed_and_not_on_the_order():
    every = many("positive", "a", 50)
    assert sampled(every, 5, 1) == sampled(every[::-1], 5, 1) != sampled(every, 5, 2)


def test_what_is_drawn_twice_is_sent_once():
    assert sampled([draw({}), draw({})], 5, 1) == [draw({})]


# --- taming --------------------------------------------------------------------------------------------


def tamed(*draws, limit_name="max_tokens", operation=CHAT):
    """The bodies, without what asks for a stream: lots decide that."""
    told = Tamer(operation, PLAIN, limit_name, 1).tame(draws)
    return [{name: value for name, value in json.loads(each.body).items() if name != "stream"} for each in told]


USUAL = PLAIN | {"model": "", "temperature": 0, "user": "", "n": 1, "max_tokens": 0}


def systematic(mode="positive", **members):
    return draw(USUAL | members, "coverage", mode, "valid_object")


def test_a_systematic_body_keeps_what_sets_it_apart():
    usual, apart, short = tamed(systematic(), systematic(temperature=1), systematic(n=99))
    assert usual == PLAIN | {"max_tokens": 16}
    assert apart == PLAIN | {"max_tokens": 16, "temperature": 1}
    assert short == PLAIN | {"max_tokens": 16, "n": 2}


def test_a_body_meant_to_be_refused_is_wrong_as_before_and_in_nothing_else():
    _, _, wrong = tamed(systematic(), systematic(), systematic("negative", temperature="hot"))
    assert wrong == PLAIN | {"temperature": "hot"}


def test_a_member_that_is_missing_stays_away():
    without = {name: value for name, value in USUAL.items() if name != "messages"}
    _, _, wrong = tamed(systematic(), systematic(), draw(without, "coverage", "negative", "missing"))
    assert wrong == {"model": "m-1"}


def test_a_wrong_model_stays_wrong_and_any_name_becomes_the_targets():
    assert tamed(draw(PLAIN | {"model": 7}, "coverage", "negative", "type"))[0]["model"] == 7
    assert tamed(draw(PLAIN | {"model": "0"}))[0]["model"] == "m-1"


def test_an_answer_has_an_end_in_the_spelling_the_model_takes():
    assert tamed(draw(PLAIN), limit_name="max_completion_tokens")[0]["max_completion_tokens"] == 16
    assert tamed(draw({"model": "", "input": "x"}), operation=EMBEDDINGS)[0].keys().isdisjoint({"max_tokens"})


def test_of_what_is_answered_one_by_one_a_few_do():
    """A thousand vectors are more than is read of an answer; where there are more than may be, that is the point."""
    text, most = {"model": "m-1"}, 2048
    [told] = tamed(draw(text | {"input": ["a"] * most}), operation=EMBEDDINGS)
    assert told["input"] == ["a"] * 16
    [told] = tamed(draw(text | {"input": ["a"] * (most + 1)}, "fuzzing", "negative", ""), operation=EMBEDDINGS)
    assert len(told["input"]) == most + 1


def test_addresses_lead_nowhere():
    picture = {"type": "image_url", "image_url": {"url": "https://0.com/a?b"}}
    [told] = tamed(draw({"model": "", "messages": [{"role": "user", "content": [picture]}]}))
    assert told["messages"][0]["content"][0]["image_url"]["url"] == "https://example.invalid/"


def test_what_is_billed_apart_is_not_asked_for():
    assert tamed(draw(PLAIN | {"web_search_options": {}}))[0].keys().isdisjoint({"web_search_options"})


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', None])
def test_what_is_no_object_stays_as_it_is(body):
    wild = draw(body, "fuzzing", "negative", "")
    assert Tamer(CHAT, PLAIN, "max_tokens", 1).tame([wild]) == [wild]


# --- what the contract says of them --------------------------------------------------------------------

INVALID = ("coverage", "negative", "")


@pytest.mark.parametrize(
    ("drawn_body", "found"),
    [
        (draw(PLAIN), Standing.VALID),
        (draw(PLAIN, *INVALID), Standing.VALID),
        (draw(PLAIN | {"n": 0}), Standing.DISPUTED),
        (draw(PLAIN | {"n": 0}, *INVALID), Standing.ESSENTIAL),
        (draw(PLAIN | {"n": 999}, *INVALID), Standing.DETAIL),
        (draw(PLAIN | {"mood": 1}, *INVALID), Standing.DETAIL),
        (draw(PLAIN | {"metadata": {"007": None}}, *INVALID), Standing.DETAIL),
        (draw({"model": "m"}, *INVALID), Standing.ESSENTIAL),
        (draw(PLAIN | {"messages": [{"role": "user", "content": 7}]}, *INVALID), Standing.ESSENTIAL),
        (draw(PLAIN | {"messages": [{"role": "user", "content": "x", "name": 7}]}, *INVALID), Standing.DETAIL),
        (draw(b"{", *INVALID), Standing.ESSENTIAL),
        (draw(None, *INVALID), Standing.ESSENTIAL),
        (draw(PLAIN, "coverage", "negative", "malformed_content_type"), Standing.HEADER),
        (draw(PLAIN, method="PATCH"), Standing.METHOD),
        (draw(PLAIN, headers=(("authorization", "Bearer null"),)), Standing.KEY),
    ],
    ids=str,
)
def test_how_a_request_stands(drawn_body, found):
    assert standing(CHAT, drawn_body) is found


def test_a_request_without_a_body_is_valid():
    assert standing(MODELS, draw(None, path="/models", method="GET")) is Standing.VALID


# --- the engine ----------------------------------------------------------------------------------------

DRAW = "from oaic_suite.fuzz.engine import drawn; print(drawn('createEmbedding', 10, {seed}))"
IDLE = """
import sys, oaic_suite.plugin.run
from oaic_suite.judging.catalogue import catalogue
catalogue()
print('schemathesis' in sys.modules)
"""
installed = pytest.mark.skipif(not find_spec("schemathesis"), reason="schemathesis is not installed")


def said(code, directory, **variables):
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=directory, env=environment(**variables), capture_output=True, check=True
    )
    return done.stdout.decode()


def test_schemathesis_is_not_imported_unasked(tmp_path):
    assert said(IDLE, tmp_path).strip() == "False"


@pytest.mark.thorough
@installed
def test_the_same_is_drawn_from_the_same_seed_and_nothing_is_left_behind(tmp_path):
    one = said(DRAW.format(seed=1), tmp_path, PYTHONHASHSEED="1")
    assert one == said(DRAW.format(seed=1), tmp_path, PYTHONHASHSEED="2")
    assert one != said(DRAW.format(seed=2), tmp_path, PYTHONHASHSEED="1")
    assert list(tmp_path.iterdir()) == []


@installed
@pytest.mark.slow
def test_the_engine_draws_what_is_valid_and_what_is_not():
    draws = drawn(EMBEDDINGS.id, 10, 1)
    assert {each.path for each in draws} == {"/embeddings"}
    found = {standing(EMBEDDINGS, each) for each in draws}
    assert found >= {Standing.VALID, Standing.ESSENTIAL, Standing.DETAIL, Standing.HEADER, Standing.METHOD}
    assert [each for each in draws if each.bucket == ("", "", "")] == []


@pytest.mark.slow
def test_hypothesis_is_told_what_it_would_have_found():
    with nothing_left_behind():
        kept = charmap.charmap_file("codec-v2-utf-8")
        told = gzip.decompress(kept.read_bytes())
        kept.unlink()
        charmap.intervals_from_codec.__wrapped__("utf-8")
        assert json.loads(gzip.decompress(kept.read_bytes())) == json.loads(told)


# --- forms ---------------------------------------------------------------------------------------------

EDIT = as_asked(contract().operations["createImageEdit"])
PICTURE = Attachment("a.png", b"\x89PNG", "image/png")
SPELLER = Speller(EDIT, {"model": "m-1", "image": PICTURE, "prompt": "a"})
EDITED = {"image": "drawn", "prompt": "a"}


def spelt(body, *bucket):
    return SPELLER.readable(draw(body, *(bucket or ("coverage", "negative", "")), path="/images/edits"))


def test_a_form_is_read_as_what_was_drawn_with_a_sound_file():
    found = spelt({**EDITED, "n": 2, "stream": True})
    assert json.loads(found.body) == {"image": "a.png", "prompt": "a", "n": 2, "stream": True}
    assert found.meant_invalid


def test_what_a_form_says_otherwise_is_neither_right_nor_wrong_to_the_engine():
    found = spelt({**EDITED, "n": "2", "user": None})
    assert json.loads(found.body) == {"image": "a.png", "prompt": "a", "n": 2}
    assert not found.meant_invalid
    assert standing(EDIT, spelt({**EDITED, "n": None, "size": 7})) is Standing.DISPUTED


def test_a_form_without_its_file_is_wrong_where_every_server_looks():
    assert standing(EDIT, spelt({"prompt": "a"})) is Standing.ESSENTIAL


@pytest.mark.parametrize(
    "body", [b"{", [], {}, {"image": 7}, {"image": {}}, {"prompt": "\ud800", "image": "a"}], ids=str
)
def test_what_no_form_can_say_is_not_drawn(body):
    assert spelt(body) is None


def test_a_form_is_sent_with_its_file_and_again_the_same():
    found = spelt({**EDITED, "image": ["one", "two"]})
    content, media_type = SPELLER.written(found)
    assert [(part.name, part.content) for part in parts_of(content, media_type)] == [
        ("image[]", PICTURE.content),
        ("image[]", PICTURE.content),
        ("prompt", b"a"),
    ]
    assert SPELLER.readable(found) == found


def test_what_is_said_around_a_body_is_sent_as_it_was_drawn():
    odd = draw(EDITED, "coverage", "negative", "unsupported_content_type")
    assert SPELLER.readable(odd) == odd
    assert SPELLER.written(odd) == (odd.body, None)


def test_what_is_no_form_stays_json():
    speller = Speller(CHAT, PLAIN)
    assert speller.readable(draw(PLAIN)) == draw(PLAIN)
    assert speller.written(draw(PLAIN)) == (draw(PLAIN).body, None)


def test_the_schema_of_a_form_is_drawn_from_as_though_it_were_json():
    narrow = narrowed(contract().document, "/images/edits")
    assert [*narrow["paths"]["/images/edits"]["post"]["requestBody"]["content"]] == ["application/json"]
    assert '"format": "binary"' not in json.dumps(narrow["components"]["schemas"]["CreateImageEditRequest"])


def test_where_no_limit_is_known_none_is_made_up():
    plain = {"prompt": "a"}
    tamer = Tamer(contract().operations["createImage"], plain, "", 1)
    found = [json.loads(each.body) for each in tamer.tame(draw({**plain, "user": f"u{n}"}) for n in range(20))]
    assert all("" not in body for body in found)
    assert any(body.get("stream") for body in found)


def test_a_stream_is_asked_for_in_the_words_of_its_operation():
    plain = {"model": "m-1", "input": "a", "voice": "alloy"}
    tamer = Tamer(contract().operations["createSpeech"], plain, "", 1)
    found = [json.loads(each.body) for each in tamer.tame(draw({**plain, "speed": 1 + n / 10}) for n in range(20))]
    assert any(body.get("stream_format") == "sse" for body in found)
    assert all("stream" not in body for body in found)
