"""Which model is asked for a surface that the run's model does not serve."""

from __future__ import annotations

import json

import pytest
from oaic_suite.asking.surface import probes
from oaic_suite.asking.survey.listed import ids
from oaic_suite.asking.survey.preflight import survey_one
from oaic_suite.asking.target import Target
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.plugin.settings.options import NotThat, surface_and_model

LISTED = ("chatty", "text-embedder", "Nomic-Embed-2")


def answer(status, body):
    return Exchange("x1", Request("POST", "http://x/v1"), status, body=json.dumps(body).encode())


def refusal(status, message, code=None):
    return answer(status, {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": code}})


UNKNOWN = refusal(404, "No such model.", "model_not_found")
BROKEN = answer(500, {"detail": "Internal Server Error"})


class Fake(Target):
    """Answers by the model that is asked."""

    def __init__(self, answers, **members):
        super().__init__("http://x/v1", None, model_id="chatty", listed=LISTED, **members)
        self.answers, self.asked = answers, []

    def ask(self, operation, /, **members):
        model = self.body(operation, **members)["model"]
        self.asked.append(model)
        return self.answers.get(model, UNKNOWN)


def settled(target):
    survey_one(target, "embeddings", probes()["embeddings"])
    return target.model_for("embeddings"), target.capabilities.known["embeddings"].state


def test_the_model_of_the_run_comes_first():
    target = Fake({"chatty": answer(200, {})})
    assert (settled(target), target.asked) == (("chatty", "present"), ["chatty"])


@pytest.mark.parametrize(
    "refused",
    [UNKNOWN, refusal(400, "The model does not embed."), refusal(403, "You may not embed with this model."), BROKEN],
    ids=["not found", "bad request", "forbidden", "broken"],
)
def test_a_model_that_looks_the_part_is_next(refused):
    target = Fake({"chatty": refused, "Nomic-Embed-2": answer(200, {})})
    assert settled(target) == ("Nomic-Embed-2", "present")
    assert target.asked == ["chatty", "text-embedder", "Nomic-Embed-2"]


def test_where_no_model_is_taken_the_surface_is_absent():
    assert settled(Fake({})) == ("chatty", "absent")


def test_where_all_break_nothing_is_known_and_none_is_preferred():
    target = Fake(dict.fromkeys(LISTED, BROKEN))
    assert (settled(target), target.asked) == (("chatty", "unknown"), [*LISTED])


def test_a_missing_route_is_not_tried_with_other_models():
    target = Fake({"chatty": answer(404, {"detail": "Not Found"})})
    assert (settled(target), target.asked) == (("chatty", "absent"), ["chatty"])


def test_a_model_that_was_named_is_the_only_one_tried():
    target = Fake({"text-embedder": answer(200, {})}, models={"embeddings": "mine"})
    assert (settled(target), target.asked) == (("mine", "absent"), ["mine"])


def test_chat_is_always_asked_of_the_run_s_model():
    assert Fake({}, models={"embeddings": "mine"}).model == "chatty"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"data": [{"id": "a"}, {"id": 7}, {"name": "b"}]}, ["a", "b"]),
        ([{"model": "a"}, "b", None], ["a", "b"]),
        ({"data": "a"}, []),
        (7, []),
    ],
    ids=str,
)
def test_ids_are_read_from_whatever_came(body, found):
    assert ids(answer(200, body)) == found


def test_the_option_names_a_surface():
    assert surface_and_model("embeddings=acme/embed=1") == ("embeddings", "acme/embed=1")


@pytest.mark.parametrize("text", ["embeddings", "embeddings=", "=x", "chat=x", ""])
def test_anything_else_is_bad_usage(text):
    with pytest.raises(NotThat, match=r"is not (\w+=ID or )+\w+=ID$"):
        surface_and_model(text)
