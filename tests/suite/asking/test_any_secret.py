"""Whatever is written: the key is nowhere in it, and the command that repeats a request repeats it."""

from __future__ import annotations

import base64
import html
import json
import shutil
import subprocess
from urllib.parse import quote

import pytest
from arbitrary import TEXT, little
from hypothesis import assume, given
from hypothesis import strategies as st
from oaic_suite.asking.secrets.given import worth_hiding
from oaic_suite.asking.secrets.redaction import MASK, Redactor
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.judging.document.record import exchange_record

VISIBLE = st.characters(min_codepoint=0x21, max_codepoint=0x7E)  # what a header can carry
KEYS = st.text(VISIBLE, min_size=8, max_size=40).filter(lambda key: key not in MASK and worth_hiding(key))
SPELLINGS = {
    "plain": str,
    "URL": lambda key: quote(key, safe=""),
    "every octet of a URL": lambda key: "".join(f"%{ord(sign):02x}" for sign in key),
    "JSON": lambda key: json.dumps(key)[1:-1],
    "every character of JSON": lambda key: "".join(f"\\u{ord(sign):04x}" for sign in key),
    "HTML": html.escape,
    "every character of HTML": lambda key: "".join(f"&#{ord(sign)};" for sign in key),
    "base64": lambda key: base64.b64encode(key.encode()).decode(),
    "base64 of the header": lambda key: base64.b64encode(f"Bearer {key}".encode()).decode(),
    "hex": lambda key: key.encode().hex(),
    "backwards": lambda key: key[::-1],
}
SPELT = st.sampled_from(sorted(SPELLINGS))


@given(KEYS, SPELT, TEXT, TEXT)
def test_no_spelling_of_any_key_is_written(key, spelling, before, after):
    said = SPELLINGS[spelling](key)
    assume(said not in before + MASK + after)
    assert said not in Redactor.of([key]).text(before + said + after)


@given(KEYS, SPELT, st.binary(max_size=60), st.binary(max_size=60))
def test_any_body_keeps_its_length_and_all_else(key, spelling, before, after):
    said = SPELLINGS[spelling](key).encode()
    masked = Redactor.of([key]).mask(before + said + after)
    assert len(masked) == len(before + said + after)
    assert said not in masked or said in before + b"*" * len(said) + after


@given(KEYS, TEXT)
def test_no_member_of_a_record_holds_the_key(key, text):
    assume(key not in text)
    said = f"{text}{key}{text}"
    headers = (("authorization", f"Bearer {key}"), ("x-echo", said), (said, text))
    request = Request("POST", f"http://{said}@t/v1?a={said}", headers, said.encode())
    record = exchange_record(Exchange("e1", request, 200, headers, said.encode(), note=said), Redactor.of([key]))
    assert [text for text in texts(record) if key in text] == []


def texts(value):
    """But for the names of members, which are ours."""
    value = [*value.values()] if isinstance(value, dict) else value
    return [text for part in value for text in texts(part)] if isinstance(value, list) else [str(value)]


# --- the command ---------------------------------------------------------------------------------------------

# The arguments, each with a NUL after it, then the body: to curl, data that begins with @ names a file.
CURL = """
curl() {
    for word in "$@"; do
        case "$before $word" in
            "--data-binary @"*) cat "${word#@}" ;;
            "--data-binary "*) printf '%s' "$word" ;;
            *) printf '%s\\0' "$word" ;;
        esac
        before=$word
    done
}
"""
needs_a_shell = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
WORDS = TEXT.map(lambda text: text.replace("\0", ""))
NAMES = st.sampled_from(["accept", "content-type", "x-a"])


@needs_a_shell
@little()
@given(
    st.sampled_from(["POST", "$(rm)", "a b"]),
    WORDS,
    st.lists(st.tuples(NAMES, WORDS)),
    st.binary() | TEXT.map(str.encode),
)
def test_a_shell_reads_back_any_request(method, path, headers, body):
    line = Exchange("e1", Request(method, f"http://t/{path}", tuple(headers), body)).curl()
    said = [word for name, value in headers for word in ("-H", f"{name}: {value}" if value else f"{name};")]
    words = ["-g", "-sS", "-i", "-N", "-X", method, f"http://t/{path}", *said, "--data-binary"]
    told = subprocess.run(["bash", "-c", CURL + line], stdout=subprocess.PIPE, check=True).stdout
    assert told == "".join(f"{word}\0" for word in words).encode() + body
