"""Whose certificates are accepted, by every client alike; of what is not accepted the reason is said."""

from __future__ import annotations

import pytest
from hostile import honest, serving
from hostile.renegotiating import lacking as lacking_openssl
from hostile.renegotiating import renegotiating, unsafe
from hostile.serving import CERTIFICATES
from nested import environment, warm_certify
from oaic_suite.clients.node.installation import lacking

PYTHON = ("models.list.status", "sdk.models.list")
NODE = () if lacking() else ("sdk-node.models.list",)


def asked(certificate, directory, *words, authority=""):
    with serving(honest, certificate) as url:
        return asked_at(url, directory, *words, authority=authority)


def asked_at(url, directory, *words, authority="sound"):
    known = {"SSL_CERT_FILE": str(CERTIFICATES / f"{authority}.pem")} if authority else {}
    prefixes = [f"--only={prefix}" for prefix in (*PYTHON, *NODE)]
    return warm_certify("--base-url", url, *prefixes, *words, directory=directory, variables=environment(**known))


def judged(ended):
    """The beginnings of ids by which something was judged."""
    held = {row["id"] for row in ended.document["requirements"] if row["verdict"] in ("pass", "fail")}
    return {prefix for prefix in (*PYTHON, *NODE) if any(id.startswith(prefix) for id in held)}


@pytest.mark.parametrize(
    ("certificate", "authority", "why"),
    [
        ("expired", "expired", "certificate has expired"),
        pytest.param(
            "elsewhere",
            "elsewhere",
            "IP address mismatch, certificate is not valid for '127.0.0.1'",
            marks=pytest.mark.slow,
        ),
        pytest.param("sound", "", "self-signed certificate", marks=pytest.mark.slow),
    ],
)
def test_what_does_not_hold_ends_the_run(certificate, authority, why, tmp_path):
    ended = asked(certificate, tmp_path, authority=authority)
    assert (ended.document["conclusion"], ended.exit_code) == ("invalid", 10)
    assert f"is not accepted: {why}; --insecure does not ask for one" in ended.document["message"]


@pytest.mark.slow
def test_a_file_of_one_s_own_says_whom_to_trust(tmp_path):
    assert judged(asked("sound", tmp_path, authority="sound")) == {*PYTHON, *NODE}


@pytest.mark.slow
def test_who_asks_for_none_is_given_the_expired_one(tmp_path):
    assert judged(asked("expired", tmp_path, "--insecure")) == {*PYTHON, *NODE}


# --- the handshake once more ---------------------------------------------------------------------------

renegotiates = pytest.mark.skipif(bool(lacking_openssl()), reason=f"needs {lacking_openssl()}")


@renegotiates
@pytest.mark.slow
def test_a_server_that_asks_for_the_handshake_again_is_judged(tmp_path):
    with renegotiating(answers=True) as url:
        assert judged(asked_at(url, tmp_path)) == {*PYTHON, *NODE}


@renegotiates
@pytest.mark.slow
def test_one_that_asks_for_nothing_else_ends_the_run(tmp_path):
    with renegotiating(answers=False) as url:
        ended = asked_at(url, tmp_path, "--timeout=2")
    assert (ended.document["conclusion"], ended.exit_code) == ("invalid", 10)
    assert ended.document["message"].startswith(f"no HTTP answer from {url}/models (timeout: ")


def test_what_renegotiates_unsafely_is_refused_in_a_sentence(tmp_path):
    with unsafe() as url:
        ended = asked_at(url, tmp_path)
    assert (ended.document["conclusion"], ended.exit_code) == ("invalid", 10)
    assert ended.document["message"] == f"the TLS of {url} is not accepted: unsafe legacy renegotiation disabled"
