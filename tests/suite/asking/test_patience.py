"""A hang is waited for once, a dead target is noticed, a rate limit is respected; and none of it for ever."""

from __future__ import annotations

import pytest
from oaic_suite.asking.bounds.breaker import Breaker
from oaic_suite.asking.bounds.company import Company
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.bounds.hangs import Hangs
from oaic_suite.asking.bounds.pace import ALL_PATIENCE, PATIENCE, patience
from oaic_suite.evidence.arrivals import Arrival
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.unsettled import NotRun

STREAM = Request("POST", "http://t/v1/chat/completions", (), b'{"stream": true}', "createChatCompletion")
PLAIN = Request("POST", "http://t/v1/chat/completions", (), b"{}", "createChatCompletion")
LISTING = Request("GET", "http://t/v1/models", (), None, "listModels")


def answered(after=0.01):
    return Exchange("x", PLAIN, 200, arrivals=(Arrival(after, 1),))


def hung(status=200):
    return Exchange("x", STREAM, status, ended="timeout", note="nothing came")


def refused():
    return Exchange("x", STREAM, None, ended="refused")


# --- a hang -------------------------------------------------------------------------------------------------


def test_what_timed_out_gets_half_the_time():
    lapses, full = Hangs(), Deadlines.within(60)
    given = []
    for _ in range(8):
        given.append(lapses.shorten(full, STREAM).total)
        lapses.note(STREAM, hung())
    assert given == [60, 30, 15, 7.5, 3.75, 1.875, 1, 1]
    assert lapses.shorten(full, PLAIN) == full, "another manner of request has its own time"


def test_who_comes_last_of_many_is_waited_for_as_long_as_all_take():
    alone = Deadlines(connect=5, first_byte=30, gap=20, total=60)
    assert alone.behind(48) == Deadlines(connect=5, first_byte=78, gap=68, total=108)


def test_a_slow_server_is_not_hurried():
    lapses = Hangs()
    lapses.note(PLAIN, answered(after=4.0))
    for _ in range(5):
        lapses.note(STREAM, hung())
    assert lapses.shorten(Deadlines.within(60), STREAM).total == 40
    assert lapses.shorten(Deadlines.within(20), STREAM).total == 20, "nor given more than it was"


# --- a dead target ----------------------------------------------------------------------------------------------


def after(breaker, exchanges, again):
    """The requests a breaker asked again, in the course of exchanges."""
    asked = []

    def ask_again(request):
        asked.append(request)
        return again

    for request, exchange in exchanges:
        breaker.note(request, exchange, ask_again)
    return asked


@pytest.mark.parametrize("exchange", [hung(), hung(status=None), refused(), Exchange("x", STREAM, None, ended="reset")])
def test_four_in_a_row_and_no_life_end_the_run(exchange):
    breaker = Breaker()
    assert after(breaker, [(LISTING, answered()), *[(STREAM, exchange)] * 4], refused()) == [LISTING]
    with pytest.raises(NotRun, match="the target stopped answering: 4 requests in a row ended in"):
        breaker.check()


def test_a_server_that_answers_something_is_alive():
    breaker = Breaker()
    assert after(breaker, [(PLAIN, answered()), *[(STREAM, hung())] * 9], answered()) == [PLAIN, PLAIN]
    breaker.check()


LARGER = Request("POST", "http://t/v1/chat/completions", (), b'{"n": 2}', "createChatCompletion")


def test_what_was_granted_and_is_no_more_ends_the_run_though_the_rest_is_answered():
    breaker = Breaker()
    silence = [(LARGER, hung(None)), (LISTING, answered())] * 4
    assert after(breaker, [(LARGER, answered()), (PLAIN, answered()), *silence], hung(None)) == [PLAIN]
    assert breaker.sentence.startswith("the target stopped answering: 4 requests in a row ended in timeout")


def test_what_was_granted_and_still_is_shows_life():
    breaker = Breaker()
    course = [(PLAIN, answered()), (LISTING, answered()), *[(LARGER, hung(None)), (LISTING, answered())] * 9]
    assert after(breaker, course, answered()) == [PLAIN, PLAIN]
    breaker.check()


def test_what_was_refused_at_once_is_no_sign_of_life():
    breaker = Breaker()
    course = [(LISTING, answered()), (PLAIN, Exchange("x", PLAIN, 400)), *[(LARGER, hung(None))] * 4]
    assert after(breaker, course, answered()) == [LISTING]


@pytest.mark.parametrize("exchange", [answered(), Exchange("x", PLAIN, 200, ended="reset"), Exchange("x", PLAIN, 500)])
def test_any_answer_counts(exchange):
    breaker = Breaker()
    assert after(breaker, [(STREAM, refused())] * 3 + [(PLAIN, exchange)] + [(STREAM, refused())] * 3, refused()) == []


def test_the_plainest_request_is_asked_again():
    breaker = Breaker()
    course = [(PLAIN, answered()), (LISTING, answered()), (PLAIN, answered()), *[(STREAM, refused())] * 4]
    assert after(breaker, course, answered()) == [LISTING]


def as_ended(request, status=None, ended="complete", note=""):
    return request, Exchange("x", request, status, ended=ended, note=note)


def obituary(*course):
    breaker = Breaker()
    after(breaker, [as_ended(*each) for each in course], refused())
    return breaker.sentence


KILLER = Request("POST", "http://t/v1/chat/completions", (), b'{"n": 0, "stream": true}', "createChatCompletion")
CURL = "curl -g -sS -i -N -X POST http://t/v1/chat/completions --data-binary"


def test_a_request_that_takes_the_server_with_it_is_named_with_a_line_to_repeat_it():
    assert obituary((PLAIN, 200), (KILLER, None, "reset", "gone"), *[(LISTING, None, "refused")] * 3) == (
        "the target stopped answering: 4 requests in a row ended in refused; "
        "last answered: POST /v1/chat/completions {} (200); "
        'first unanswered: POST /v1/chat/completions {"n": 0, "stream": true} (reset: gone); '
        f"""{CURL} '{{"n": 0, "stream": true}}'"""
    )


@pytest.mark.parametrize(
    ("course", "suspect"),
    [
        ([(KILLER, 200, "too_large"), *[(PLAIN, None, "timeout")] * 4], "{n}"),
        ([(KILLER, 200), *[(PLAIN, None, "refused")] * 4], "{n}"),
        ([(PLAIN, 200), *[(KILLER, None, "timeout")] * 4], "{n}"),
        ([(PLAIN, None, "refused")] * 4, "{}"),
    ],
    ids=["answered without end", "answered, and nobody there since", "not answered", "nothing ever was"],
)
def test_who_is_suspected(course, suspect):
    told = suspect.replace("{n}", '{"n": 0, "stream": true}')
    assert obituary(*course).endswith(f"{CURL} '{told}'")


def test_a_long_request_is_told_in_short_and_not_to_be_repeated():
    long = Request("POST", "http://t/v1/chat/completions", (), b"x" * 5000)
    sentence = obituary((PLAIN, 200), *[(long, None, "reset")] * 4)
    assert "curl" not in sentence
    assert len(sentence) < 600


@pytest.mark.parametrize(
    ("again", "open_"), [(refused(), True), (hung(), True), (answered(), False)], ids=["dead", "hanging", "alive"]
)
def test_at_the_end_one_silence_is_enough_to_ask(again, open_):
    breaker = Breaker()
    after(breaker, [as_ended(PLAIN, 200), as_ended(KILLER, None, "reset")], again)
    breaker.conclude(lambda request: again)
    assert breaker.open is open_
    assert breaker.sentence.startswith("the target stopped answering: the last request ended in reset" if open_ else "")


def test_who_answered_at_last_is_not_asked_again():
    breaker = Breaker()
    after(breaker, [as_ended(KILLER, None, "reset"), as_ended(PLAIN, 200)], refused())
    breaker.conclude(lambda request: refused())
    assert not breaker.open


# --- several at once ------------------------------------------------------------------------------------------


def test_of_several_at_once_it_is_asked_once_what_their_silence_means():
    breaker, asked = Breaker(), []
    breaker.note(LISTING, answered(), lambda request: refused())

    def ask_again(request):
        asked.append(request)
        return answered()

    breaker.note_all([(STREAM, hung(None)), (PLAIN, hung(None))] * 12, ask_again)
    assert asked == [LISTING]
    breaker.check()


def test_several_that_nobody_answered_end_the_run():
    breaker = Breaker()
    breaker.note_all([(STREAM, hung(None)), (PLAIN, refused())] * 12, lambda request: refused())
    assert breaker.sentence.startswith("the target stopped answering: 24 requests in a row ended in timeout")


def test_one_answer_among_several_is_a_sign_of_life():
    breaker = Breaker()
    breaker.note_all([*[(STREAM, hung(None))] * 12, (PLAIN, answered())], lambda request: refused())
    breaker.check()


def test_who_is_the_last_of_several_to_end_has_them_all_weighed():
    company, weighed = Company(), []
    with company.joined(weighed.append) as first:
        first.append((STREAM, hung()))
        with company.joined(weighed.append) as second:
            second.append((PLAIN, answered()))
        with pytest.raises(NotRun), company.joined(weighed.append):
            raise NotRun("the budget is used up")
        assert weighed == []
    assert [[request for request, _ in ended] for ended in weighed] == [[PLAIN, STREAM]]
    with company.joined(weighed.append):
        """Nothing came of it."""
    assert len(weighed) == 1


# --- a rate limit ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "waited", "pause"),
    [
        (None, 0, 1),
        ("2", 0, 2),
        ("0", 0, 0),
        (str(PATIENCE + 1), 0, None),
        ("-1", 0, None),
        ("nan", 0, None),
        ("Fri, 31 Dec 2027 23:59:59 GMT", 0, None),
        ("2", ALL_PATIENCE - 1, None),
    ],
)
def test_how_long_a_server_is_waited_for(header, waited, pause):
    headers = (("Retry-After", header),) if header else ()
    assert patience(Exchange("x", PLAIN, 429, headers), waited) == pause
