"""Rankings and scores: what shares words with a question comes first."""

from __future__ import annotations

import httpx
import pytest
from oaic_spec import contract

QUERY = "Where does the parrot sit?"
DOCUMENTS = ["Our ship sails at dawn.", "The parrot sits in the rigging.", "Bread is baked."]


@pytest.fixture
def root(client):
    with httpx.Client(base_url=str(client.base_url).removesuffix("/v1/"), headers=client.headers) as root:
        yield root


def ask(root, path, **body):
    answer = root.post(path, json=body)
    assert contract().operation_at("POST", path).response.problems(answer.json()) == []
    return answer.json()


def test_what_shares_words_comes_first(root):
    results = ask(root, "/rerank", query=QUERY, documents=DOCUMENTS)["results"]
    assert results[0]["index"] == 1
    assert sorted(result["index"] for result in results) == [0, 1, 2]
    scores = [result["relevance_score"] for result in results]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(("top_n", "told"), [(1, 1), (9, 3), (1e300, 3), (None, 3)])
def test_as_many_as_asked_for_are_told(root, top_n, told):
    assert len(ask(root, "/rerank", query=QUERY, documents=DOCUMENTS, top_n=top_n)["results"]) == told


def test_documents_are_told_where_they_are_asked_for(root):
    best = ask(root, "/rerank", query=QUERY, documents=DOCUMENTS, return_documents=True)["results"][0]
    assert best["document"] == {"text": DOCUMENTS[1]}


def test_scores_are_those_of_the_ranking_in_the_order_of_the_pairs(root):
    ranked = ask(root, "/rerank", query=QUERY, documents=DOCUMENTS)["results"]
    scores = ask(root, "/score", text_1=QUERY, text_2=DOCUMENTS)["data"]
    assert {entry["index"]: entry["score"] for entry in scores} == {
        result["index"]: result["relevance_score"] for result in ranked
    }
    assert [entry["index"] for entry in scores] == [0, 1, 2]


@pytest.mark.parametrize(
    ("path", "body", "param"),
    [
        ("/rerank", {"query": QUERY, "documents": []}, "documents"),
        ("/rerank", {"query": QUERY, "documents": 7}, "documents"),
        ("/rerank", {"query": QUERY, "documents": DOCUMENTS, "top_n": 0}, "top_n"),
        ("/rerank", {"query": QUERY, "documents": DOCUMENTS, "model": "eagle"}, None),
        ("/score", {"text_1": [QUERY, QUERY], "text_2": DOCUMENTS}, "text_2"),
        ("/score", {"text_1": QUERY}, "text_2"),
    ],
)
def test_mistakes_are_refused(root, path, body, param):
    answer = root.post(path, json=body)
    assert (answer.status_code, answer.json()["error"]["param"]) == (404 if "model" in body else 400, param)
