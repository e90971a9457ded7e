"""Whatever was given as a secret, and however a server spells it: it stands in nothing that is written.

The quick half asks the redactor alone. The thorough half certifies a server that echoes all it can think of, and looks
through all that such a run leaves behind.
"""

from __future__ import annotations

import html
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import hostile
import nested
import pytest
from oaic_reports.formats import FORMATS
from oaic_suite.asking.embedded import Embedded
from oaic_suite.asking.redaction import MASK, Redactor
from oaic_suite.asking.secrets import PUBLIC, of_address, of_header
from oaic_suite.plugin.options import Asked, name_and_value
from oaic_suite.plugin.settled import Settled
from spelt import written

KEY = "sk-Abc+Def/0123456789=xyz"
USER, PASSWORD = "alice.liddell", "Sup3r+secret/pass'word"
BASIC = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
PAIR = (f"{USER}:{PASSWORD}", USER, PASSWORD)
QUOTED = f"{USER}:{quote(PASSWORD, safe='')}"


@dataclass(frozen=True)
class Way:
    """A way to give secrets: the words of a command, and what is secret then."""

    words: tuple[str, ...]
    secrets: tuple[str, ...]
    variables: dict[str, str] = field(default_factory=dict)
    userinfo: str = ""


def header(value: str, *secrets: str) -> Way:
    return Way(("--header", value), secrets)


WAYS = {
    "a key": Way(("--api-key", KEY), (KEY,)),
    "a key in the environment": Way(("--api-key-env", "MINE"), (KEY,), {"MINE": KEY}),
    "a bearer token": header(f"Authorization: Bearer {KEY}", KEY),
    "a token of another scheme": header(f"Authorization: ApiKey {KEY}", KEY),
    "a signature": header(f'Authorization: AWS4-HMAC Credential={USER}/eu, Signature="{KEY}"', KEY, f"{USER}/eu"),
    "a Basic pair": header(f"Authorization: Basic {BASIC}", BASIC, *PAIR),
    "cookies": header("Cookie: session=Sup3r/Session+1; a=b; csrf=Tok%2Fen%3D7", "Sup3r/Session+1", "Tok/en=7"),
    "a header of any name": header(f"X-Session-Id: {KEY}", KEY),
    "a scheme under any name": header(f"Helicone-Auth: Bearer {KEY}", KEY),
    "an address": Way((), (QUOTED, *PAIR, BASIC), userinfo=f"{QUOTED}@"),
    "an address with more than one @": Way((), ("ab@Sup3r+secret", "u:ab@Sup3r+secret"), userinfo="u:ab@Sup3r+secret@"),
    "a signed picture": Way(("--picture", f"https://example.com/p.png?sig={quote(KEY)}&se=1"), (KEY, quote(KEY))),
}
GIVEN = [(way, secret) for way, made in WAYS.items() for secret in made.secrets]


def redactor(way: Way) -> Redactor:
    told = dict(zip(way.words[::2], way.words[1::2], strict=True))
    headers = (name_and_value(told["--header"]),) if "--header" in told else ()
    asked = Asked(header=headers, picture=told.get("--picture"))
    key = told.get("--api-key") or way.variables.get(told.get("--api-key-env", ""))
    return settled(asked, f"http://{way.userinfo}localhost:8000/v1", key).redactor()


def settled(asked: Asked, url: str = "http://localhost:8000/v1", key: str | None = None) -> Settled:
    return Settled(asked, False, url, "--base-url", key, "", "llama-3-8b", 1.0, {}, asked.picture)


@pytest.mark.parametrize(("way", "secret"), GIVEN)
def test_what_was_given_is_found_in_every_spelling(way, secret):
    text = redactor(WAYS[way]).text
    assert [name for name, (said, hidden) in written(secret).items() if hidden in text(f"<{said}>")] == []


@pytest.mark.parametrize("way", [name for name, made in WAYS.items() if "--header" in made.words])
def test_no_header_is_written_as_it_was_given(way):
    name, value = name_and_value(WAYS[way].words[1])
    assert redactor(WAYS[way]).header(name, value) == MASK


# --- what is no secret ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("a=b; c=de", "a cab of abcde"),  # values of one and two letters
        ("test", "the latest testing contest"),  # a word within words
        ("assistant", '{"role": "assistant"}'),  # a word of the API
        ("chat.completion", '{"object": "chat.completion"}'),
    ],
)
def test_what_stands_everywhere_is_left_alone(given, text):
    assert Redactor.of(of_header(given)).text(text) == text


@pytest.mark.parametrize("text", ["key=test", 'said "TEST"', r"\ntest\n", "%20test", r"\u0022test\u0022"])
def test_a_short_secret_is_found_where_it_stands_by_itself(text):
    assert MASK in Redactor.of(["test"]).text(text)


def test_what_the_target_is_called_is_no_secret():
    asked = Asked(header=(("x-model", "llama-3-8b"), ("x-host", "localhost")))
    made = settled(asked).redactor()
    assert made.text("llama-3-8b at localhost") == "llama-3-8b at localhost"


def test_a_header_is_public_where_the_caller_says_so():
    headers = (("x-team", "parrots-and-more"), ("x-auth", "parrots-in-secret"), ("accept", "application/x-parrot"))
    asked = Asked(header=headers, public_header=("x-team",))
    made = settled(asked).redactor()
    assert [made.header(*each) for each in headers] == ["parrots-and-more", MASK, "application/x-parrot"]
    assert "accept" in PUBLIC


def test_only_what_is_surely_a_secret_is_taken_out_before_anything_is_judged():
    """A tenant's name may be the model's, or stand in an honest answer."""
    asked = Asked(header=(("x-tenant", "parrots-and-more"), ("x-api-key", "parrots-in-secret")))
    made = settled(asked).redactor()
    body = b"parrots-and-more, parrots-in-secret"
    assert made.mask(body) == b"parrots-and-more, *****************"


def test_secrets_that_overlap_are_taken_out_together():
    assert Redactor.of(["abcdefghij", "ghijklmnop"]).text("<abcdefghijklmnop>") == f"<{MASK}>"


@pytest.mark.parametrize("secret", ["\\" * 20 + "b", "%25" * 10 + "x", "&amp;" * 8 + "y", "\\x5c" * 8])
@pytest.mark.parametrize("text", ["\\", "%25", "&amp;", "\\x5c", "\\u005c", "%2525"])
def test_no_text_takes_longer_than_its_length_allows(secret, text):
    """A pattern that tried one thing after another would not come back from this."""
    assert Redactor.of([secret]).text(text * 20_000 + secret).endswith(MASK)


# --- an address ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("http://h/v1", set()),
        ("http://u:p%40ss@h/v1", {"u:p%40ss", "u:p@ss", "u", "p%40ss", "p@ss", "dTpwQHNz"}),
        ("http://u:p@ss@h/v1@2", {"u:p@ss", "u", "p@ss", "dTpwQHNz"}),
        ("https://h/p?sig=a%2Fb&code=c;d#e?f=g", {"a%2Fb", "a/b", "c"}),
    ],
)
def test_what_an_address_holds(url, parts):
    assert set(of_address(url)) - {""} == parts


# --- whole runs ----------------------------------------------------------------------------------------


@dataclass
class Echo:
    """A server that says whatever it was told in every place it has, and looks who else was told."""

    secrets: tuple[str, ...]
    named: set[str] = field(default_factory=set)  # command lines that hold a secret

    def __call__(self, asked: hostile.Asked) -> Iterator[object]:
        self.named |= {line for line in command_lines() if any(secret in line for secret in self.secrets)}
        said = [said for secret in self.secrets for said, _ in written(secret).values()]
        told = f"Incorrect key provided: {' and '.join(said)}."
        headers = {"X-Echo": told, "WWW-Authenticate": f'Bearer "{said[0]}"', "X-Request-Id": said[0]}
        status, value = hostile.honest_value(asked)
        if asked.body.get("stream"):
            frames = [hostile.frame(each) for each in hostile.dressed(hostile.chunks("a", "b"), told)]
            yield hostile.head(200, hostile.EVENTS, headers=headers) + b"".join(frames)
        elif asked.body.get("n") == 0:
            yield hostile.answer(401, hostile.error(told), headers=headers)
        else:
            yield hostile.answer(status, hostile.dressed(value, told) | {told: told}, headers=headers)


def command_lines() -> list[str]:
    return [line for process in Path("/proc").glob("[0-9]*") if (line := command_line(process))]


def command_line(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:  # it has ended
        return ""


def left_behind(ended: nested.Ended) -> dict[str, str]:
    """Every file below the directory, what was printed, and the formats that were not written."""
    files = [path for path in ended.directory.rglob("*") if path.is_file()]
    kept = {str(path.relative_to(ended.directory)): path.read_text("utf-8", "replace") for path in files}
    told = {name: FORMATS[name](ended.document) for name in ("markdown", "text", "badge")}
    return kept | told | {"the terminal": ended.said}


def readings(text: str) -> list[str]:
    """A text as it stands, and as those read it who take HTML, JSON or lines from it."""
    unescaped = html.unescape(text)
    return [text, unescaped, text.replace("\\\\", "\\").replace('\\"', '"'), "".join(unescaped.split())]


PARTS = ("models", "chat.reply", "chat.stream.done", "errors.envelope", "auth", "sdk.errors", "sdk.models")


@pytest.mark.thorough
@pytest.mark.parametrize("workers", [0, 2], ids=["alone", "with workers"])
@pytest.mark.parametrize("way", WAYS)
def test_a_run_leaves_no_secret_anywhere(way, workers, tmp_path):
    made, places = WAYS[way], {name: str(tmp_path) for name in ("HOME", "TMPDIR")}
    echo = Echo(made.secrets)
    with hostile.serving(echo) as url:
        words = [
            *made.words,
            "--base-url",
            url.replace("://", f"://{made.userinfo}"),
            "--model",
            "m-1",
            "--timeout",
            "5",
            "-v",
        ]
        words += [f"--only={part}" for part in PARTS] + [f"--jobs={workers}"] * bool(workers)
        variables = nested.environment(**places, **made.variables)
        ended = nested.certify_run(*words, directory=tmp_path, variables=variables)
    assert ended.document["requests"] > 10
    texts = {name: readings(text) for name, text in left_behind(ended).items()}
    assert {"report/index.html", "report/run.json", "report/junit.xml"} <= texts.keys()
    forms = [(name, hidden) for secret in made.secrets for name, (_, hidden) in written(secret).items()]
    assert {
        (file, name) for file, read in texts.items() for name, form in forms if any(form in it for it in read)
    } == set()
    ours = [line for line in echo.named if nested.CERTIFY not in line]
    assert ours == []


def test_the_embedded_server_has_its_key_from_its_environment():
    embedded = Embedded(api_key=KEY).start()
    try:
        assert KEY not in command_line(Path(f"/proc/{embedded.process.pid}"))
        assert embedded.api_key == KEY
    finally:
        embedded.stop()


def size() -> tuple[int, int]:
    """Secrets in all ways to give them, and spellings of each."""
    return len(GIVEN), len(written(KEY))


if __name__ == "__main__":
    print(*size())
