"""Browsers, as the suite plays them: whether pages are served, and what an answer to one of them grants."""

from __future__ import annotations

import pytest
from oaic_suite.checks.cors import surface
from oaic_suite.checks.cors.browser import OF_THE_SDK, ORIGIN
from oaic_suite.checks.cors.readings import (
    CrossOriginAnswer,
    PreflightAnswer,
    any_origin_with_credentials,
    headers_not_allowed,
    key_not_named,
    not_lists,
    origin_not_allowed,
    without_vary,
)
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.catalogue import catalogue

catalogue()  # who is blamed is read from the checks
ASKED = (("origin", ORIGIN), ("access-control-request-headers", ",".join(("authorization", *OF_THE_SDK))))


def exchange(status=204, **headers):
    named = tuple((f"access-control-{name}".replace("_", "-"), value) for name, value in headers.items())
    return Exchange("e1", Request("OPTIONS", "http://t", ASKED), status, named)


def preflight(**headers):
    return PreflightAnswer(exchange(**headers))


def told(findings):
    return [(finding.place.header, finding.expected, finding.observed) for finding in findings]


WEIGHED = {
    "an origin in the preflight": ((401, {"allow_origin": "*"}), (200, {}), "present"),
    "an origin in the answer": ((401, {}), (200, {"allow_origin": ORIGIN}), "present"),
    "no such method": ((405, {}), (200, {"allow_origin": "*"}), "absent"),
    "no origin anywhere": ((204, {"allow_methods": "POST"}), (200, {}), "absent"),
    "another's origin": ((204, {"allow_origin": "https://app.example"}), (200, {}), "absent"),
    "several origins": ((204, {"allow_origin": "https://app.example, https://b.example"}), (200, {}), "present"),
    "a rate limit": ((204, {}), (429, {}), "unknown"),
}


@pytest.mark.parametrize(("asked", "answer", "state"), WEIGHED.values(), ids=WEIGHED)
def test_whether_pages_are_served(asked, answer, state):
    first, second = (exchange(status, **headers) for status, headers in (asked, answer))
    assert (surface.weigh(first) or surface.weigh_answer(second)).state == state


KEY_WANTED = ("access-control-allow-headers", "authorization among the headers allowed")


def test_a_wildcard_allows_the_key_but_does_not_name_it():
    asked = preflight(allow_headers="*")
    assert headers_not_allowed(asked, ("authorization", *OF_THE_SDK)) == []
    assert told(key_not_named(asked)) == [(*KEY_WANTED, "*")]


def test_a_wildcard_allows_what_it_does_to_a_page_that_sends_no_cookies():
    asked = preflight(allow_headers="*", allow_credentials="true", allow_origin="*")
    assert headers_not_allowed(asked, ("authorization", "content-type", *OF_THE_SDK)) == []
    assert told(key_not_named(asked)) == [(*KEY_WANTED, "*")]
    assert len(any_origin_with_credentials(asked)) == 1


def test_a_name_is_read_in_any_case():
    assert key_not_named(preflight(allow_headers="Content-Type , AUTHORIZATION")) == []


def test_what_was_not_asked_for_need_not_be_allowed():
    assert headers_not_allowed(preflight(allow_headers="authorization"), ("content-type",)) == []


def test_a_key_that_is_not_allowed_at_all_is_told_once():
    with pytest.raises(NotEstablished) as unsettled:
        key_not_named(preflight())
    assert unsettled.value.blocked_by == "cors.preflight.authorization"


def test_a_preflight_that_is_not_granted_grants_nothing():
    with pytest.raises(NotEstablished) as unsettled:
        origin_not_allowed(preflight(status=401, allow_origin="*"))
    assert unsettled.value.blocked_by == "cors.preflight.status"


@pytest.mark.parametrize(("methods", "wrong"), [("GET,  POST", 0), ("*", 0), ("GET POST", 1), ('"GET"', 1), ("", 0)])
def test_a_list_is_names_with_commas_between_them(methods, wrong):
    assert len(not_lists(preflight(allow_methods=methods))) == wrong


@pytest.mark.parametrize(("origin", "open"), [("*", True), (ORIGIN, True), ("*, *", False), ("null", False)])
def test_an_answer_is_for_one_origin_or_all(origin, open):
    assert (origin_not_allowed(CrossOriginAnswer(exchange(200, allow_origin=origin))) == []) is open


def test_an_answer_that_names_everybody_varies():
    named = CrossOriginAnswer(exchange(200, allow_origin=ORIGIN))
    fixed = CrossOriginAnswer(exchange(200, allow_origin="http://elsewhere"))
    assert [finding.observed for finding in without_vary([named, named])] == ["nothing", "nothing"]
    assert without_vary([named, fixed]) == []
