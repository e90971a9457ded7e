"""Whatever was given as a secret, and however a server spells it: it stands in nothing that is written.

The quick half asks the redactor alone. The thorough half certifies a server that echoes all it can think of, and looks
through all that such a run leaves behind.
"""

from __future__ import annotations

import html
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import hostile
import nested
import pytest
from oaic_reports.formats.index import FORMATS
from oaic_suite.asking.secrets.given import PUBLIC, of_address, of_header
from oaic_suite.asking.secrets.redaction import MASK, Redactor
from oaic_suite.asking.started.embedded import Embedded
from oaic_suite.asking.survey.address import WrongAddress, check_address, shown
from oaic_suite.plugin.commands import certify
from oaic_suite.plugin.settings.options import Asked, name_and_value
from oaic_suite.plugin.settings.sources import key
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


# --- bad usage -----------------------------------------------------------------------------------------

SECRET = "Sup3r-secret"
SLIPS = {
    "an option nobody knows": [f"--apikey={SECRET}"],
    "an option nobody knows, and its value": ["--apikey", SECRET],
    "the beginning of an option": [f"--api={SECRET}"],
    "a header without a colon": ["--header", f"Authorization Bearer {SECRET}"],
    "a header without a name": ["--header", f"Bearer {SECRET}:"],
    "a header that none can carry": ["--header", f"X-Key: {SECRET}\n"[:-1] + "\x00"],
    "a key that no header can carry": ["--api-key", f"{SECRET}\x00"],
    "a picture that is no address": ["--picture", f"u:ab@{SECRET}@h/p.png?sig={SECRET}"],
    "two addresses": [f"http://u:{SECRET}@h/v1", "--base-url", f"http://h/v1?sig={SECRET}"],
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_mistake_is_told_without_what_may_be_a_secret(slip, capsys):
    with pytest.raises(SystemExit, match=r"^4$"):
        certify(SLIPS[slip])
    said = capsys.readouterr()
    assert said.err.startswith("oaic certify: ")
    assert SECRET not in said.err + said.out


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"http://u:{SECRET}@h:99999/v1", "http://…@h:99999/v1"),
        (f"http://u:ab@{SECRET}@h:99999/v1", "http://…@h:99999/v1"),
        (f"http://u:a/b#c?{SECRET}@h:99999/v1", "http://…@h:99999/v1"),
        (f"u:{SECRET}@h/v1", "…@h/v1"),
        (f"http://h/v1?sig={SECRET}", "http://h/v1?…"),
        (f"http://h/v1?code={SECRET}#{SECRET}", "http://h/v1?…"),
        (f"http://h/v1#{SECRET}", "http://h/v1#…"),
        ("localhost:8000/v1", "localhost:8000/v1"),
    ],
)
def test_an_address_is_shown_without_what_may_be_a_secret(url, said):
    with pytest.raises(WrongAddress) as refused:
        check_address(url)
    assert (shown(url), SECRET in str(refused.value)) == (said, False)


def test_a_key_in_place_of_the_name_of_its_variable_is_not_shown():
    with pytest.raises(pytest.UsageError) as refused:
        key(None, SECRET, "--base-url", {})
    assert SECRET not in str(refused.value)


@pytest.mark.thorough
def test_pytest_says_no_more_of_the_address_than_we_do(tmp_path):
    """pytest-base-url prints it at the head of every run."""
    with hostile.serving(hostile.honest) as url:
        words = ["--base-url", url.replace("://", f"://u:{SECRET}@"), "--oaic-only=models", "-v"]
        ended = nested.pytest_run("conformance", *words, directory=tmp_path)
    assert ended.document["requests"] > 0
    assert (SECRET in ended.said, f"baseurl: http://{MASK}@" in ended.said) == (False, True)


# --- whole runs ----------------------------------------------------------------------------------------


@dataclass
class Echo:
    """A server that says whatever it was told in every place it has, and looks who else was told."""

    secrets: tuple[str, ...]
    lines: set[str] = field(default_factory=set)  # of commands that hold a secret

    @cached_property
    def told(self) -> str:
        said = [said for secret in self.secrets for said, _ in written(secret).values()]
        return f"Incorrect key provided: {' and '.join(said)}."

    def __call__(self, asked: hostile.Asked) -> Iterator[object]:
        if asked.number % EVERY == 0:
            self.lines |= {line for line in command_lines() if any(secret in line for secret in self.secrets)}
        headers = {"X-Echo": self.told, "WWW-Authenticate": f'Bearer "{self.secrets[0]}"', "X-Id": self.secrets[0]}
        status, value = hostile.honest_value(asked)
        if asked.body.get("stream"):
            frames = [hostile.frame(each) for each in hostile.dressed(hostile.chunks("a", "b"), self.told)]
            yield hostile.head(200, hostile.EVENTS, headers=headers) + b"".join(frames)
        elif asked.method == "POST" and asked.body.get("model") != hostile.MODEL:
            yield hostile.answer(400, hostile.error(self.told), headers=headers)
        else:
            yield hostile.answer(status, hostile.dressed(value, self.told) | {self.told: self.told}, headers=headers)


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


def those_in(text: str, forms: dict[str, str]) -> list[str]:
    """Those that a text holds, as it stands, or to those who take HTML, JSON or lines from it."""
    unescaped = html.unescape(text)
    read = [text, unescaped, text.replace("\\\\", "\\").replace('\\"', '"'), "".join(unescaped.split())]
    return [name for name, form in forms.items() if any(form in each for each in read)]


EVERY = 7  # requests between two looks at who runs
ALONE = [(way, 0) for way in WAYS]
WITH_WORKERS = [(way, 2) for way in ("a key in the environment", "cookies", "an address")]
HOW = ("--model", hostile.MODEL, "--timeout", "5", "-v")
PARTS = ("models", "chat.reply", "chat.stream.done", "errors.envelope", "auth", "sdk.errors", "sdk.models")


@pytest.mark.thorough
@pytest.mark.parametrize(("way", "workers"), ALONE + WITH_WORKERS)
def test_a_run_leaves_no_secret_anywhere(way, workers, tmp_path):
    made = WAYS[way]
    echo = Echo(made.secrets)
    with hostile.serving(echo) as url:
        words = [*made.words, "--base-url", url.replace("://", f"://{made.userinfo}"), *HOW]
        words += [f"--only={part}" for part in PARTS] + [f"--jobs={workers}"] * bool(workers)
        variables = nested.environment(HOME=str(tmp_path), TMPDIR=str(tmp_path), **made.variables)
        ended = nested.certify_run(*words, directory=tmp_path, variables=variables)
    assert ended.document["requests"] > 10
    left = left_behind(ended)
    assert {"report/index.html", "report/run.json", "report/junit.xml"} <= left.keys()
    forms = {f"{secret}, {name}": form for secret in made.secrets for name, (_, form) in written(secret).items()}
    assert {file: found for file, text in left.items() if (found := those_in(text, forms))} == {}
    assert [line for line in echo.lines if nested.CERTIFY not in line] == []
    assert bool(echo.lines) == any(secret in word for secret in made.secrets for word in words)  # it looked


def test_the_embedded_server_has_its_key_from_its_environment():
    embedded = Embedded(api_key=KEY).start()
    try:
        assert KEY not in command_line(Path(f"/proc/{embedded.process.pid}"))
        assert embedded.api_key == KEY
    finally:
        embedded.stop()
