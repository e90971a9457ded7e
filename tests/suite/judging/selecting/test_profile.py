"""A profile that rests on something a plain install lacks: who asks for it, and what it says when it is missing."""

from __future__ import annotations

import pytest
from oaic_suite.judging.selecting import profile
from oaic_suite.judging.selecting.profile import Extra, Profile, profiles

LINE = "pip install 'openai-conformance[parrots]'"


def made(**members):
    return Profile("parrots", False, ("parrots", "birds.talking"), (), (), **members)


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (Extra(LINE), None),
        (Extra(LINE, importable="json"), None),
        (Extra(LINE, importable="no_such_parrot"), f"no_such_parrot not installed: {LINE}"),
        (Extra(LINE, command="no-such-parrot"), f"no-such-parrot not installed: {LINE}"),
        (Extra(LINE, "no_parrot", "no-parrot"), f"no_parrot and no-parrot not installed: {LINE}"),
    ],
)
def test_what_is_missing_is_named_with_what_brings_it(extra, said):
    assert made(extra=extra).lacking == said


def test_a_profile_without_an_extra_lacks_nothing():
    assert made().lacking is None


@pytest.mark.parametrize(
    ("names", "prefixes", "asked"),
    [
        ((), (), False),
        (("core",), ("chat",), False),
        (("core", "parrots"), (), True),
        ((), ("parrots",), True),
        ((), ("birds.talking.loud",), True),
        ((), ("birds",), False),
    ],
)
def test_a_profile_is_asked_for_by_its_name_or_by_its_rows(names, prefixes, asked):
    assert made().named(names, prefixes) is asked


@pytest.fixture
def with_parrots(monkeypatch):
    known = dict(profiles()) | {"parrots": made(extra=Extra(LINE, importable="no_such_parrot"), witness=True)}
    monkeypatch.setattr(profile, "profiles", lambda: known)
    profile.covering.cache_clear()
    yield
    profile.covering.cache_clear()


@pytest.mark.usefixtures("with_parrots")
def test_a_row_lacks_what_its_profile_lacks():
    assert profile.lacking("parrots.grey.talks") == f"no_such_parrot not installed: {LINE}"
    assert profile.lacking("models.list.status") is None


@pytest.mark.usefixtures("with_parrots")
def test_a_row_of_a_witness_is_known():
    assert profile.is_witness("parrots.grey.talks")
    assert not profile.is_witness("models.list.status")
