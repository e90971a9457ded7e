"""Agents, as they are installed, hold whole sessions: text, tools in steps, structured output, streams."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread
from oaic_suite.clients.node.installation import folder, lacking

pytestmark = pytest.mark.thorough

SESSIONS = Path(__file__).parent / "sessions"
MODELS = ("parrot-1", "gpt-4.1", "gpt-5-mini", "gpt-5.6-luna", "gpt-5.5", "gpt-6.2-astra")
PATIENCE = 120  # seconds: far more than any session needs
READ = "read_page says: page 2"
PLACE = {"city": str, "people": int}
# What a session comes to: the modules it needs, and what it prints beside what all do.
PYTHON = {
    "agents_sdk": (("agents",), {"kept": 6, "handed over": "b"}),
    "pydantic_agent": (("pydantic_ai",), {"structured by a schema": PLACE, "tools, streamed": READ}),
    "langchain_agent": (
        ("langchain", "langchain_openai"),
        {"tools, each answer kept": READ, "tools, and sealed thoughts": READ},
    ),
    "llm_prompts": (("llm",), {}),
}
AI_SDK = {"structured, streamed": PLACE, "tools, items by their ids": READ, "tools, and sealed thoughts": READ}
ALL = {"text": "Hello", "tools": READ, "streamed": "Hello there", "structured": PLACE}


@pytest.fixture(scope="module")
def server():
    with serve_in_thread(Settings(models=MODELS)) as running:
        yield running


def held(server, command, directory):
    """What a session prints; it knows nothing but where the server is."""
    words = {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": "sk-test", "HOME": str(directory)}
    done = subprocess.run(
        command,
        cwd=directory,
        env={"PATH": os.environ["PATH"], "LLM_USER_PATH": str(directory), **words},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def read(printed):
    """What was printed last, with the types of what is of no schema but a place's."""
    told = json.loads(printed.splitlines()[-1])
    return {name: typed(value) if isinstance(value, dict) else value for name, value in told.items()}


def typed(value):
    return {name: type(member) for name, member in value.items()}


def expected(more):
    runs = sum(value == READ for value in more.values()) + 1 + ("kept" in more)
    return {**ALL, **more, "called": [1, 2] * runs}


@pytest.mark.parametrize(("script", "needs", "more"), [(name, *row) for name, row in PYTHON.items()], ids=PYTHON)
def test_a_session_in_python(server, tmp_path, script, needs, more):
    if missing := [name for name in needs if importlib.util.find_spec(name) is None]:
        pytest.skip(f"not installed: {', '.join(missing)}")
    printed = held(server, [sys.executable, "-P", SESSIONS / f"{script}.py"], tmp_path)
    assert read(printed) == expected(more)


@pytest.mark.skipif(lacking() is not None, reason=f"needs {lacking()}: oaic node install")
def test_a_session_of_the_ai_sdk(server, tmp_path):
    (tmp_path / "node_modules").symlink_to(folder() / "node_modules")
    script = shutil.copy(SESSIONS / "ai_sdk.mjs", tmp_path)
    assert read(held(server, ["node", script], tmp_path)) == expected(AI_SDK)


# --- Codex -----------------------------------------------------------------------------------------------

needs_codex = pytest.mark.skipif(
    shutil.which("codex") is None, reason="needs codex on the PATH: npm i -g @openai/codex"
)
OWN = ("model_provider=own", "model_providers.own.name=own", "model_providers.own.wire_api=responses")
WRITE, COPY = "echo one > page", "cat page page > book"
LEAF = """*** Begin Patch
*** Update File: book
@@
 one
-one
+two
*** End Patch
"""


def bidden(tool, *arguments):
    """The words that make the parrot call a tool with these, one after the other."""
    return " then ".join(f"{tool} {json.dumps(argument)}" for argument in arguments)


STEPS = bidden("exec_command", {"cmd": WRITE}, {"cmd": COPY})
PROGRAM = bidden("exec", *(f"await tools.exec_command({{cmd: '{command}'}})" for command in (WRITE, COPY)))
PATCHED = f"{STEPS} then {bidden('apply_patch', LEAF)}"
SCHEMA = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "people": {"type": "integer"}},
    "required": ["city", "people"],
    "additionalProperties": False,
}


@pytest.fixture
def codex(server, tmp_path):
    """Holds a session of Codex, and gives what it says in the end; its commands run in a folder of their own."""

    def hold(words, *options, provider=(*OWN, "model_providers.own.base_url={}")):
        settings = [word for line in provider for word in ("-c", line.format(server.base_url))]
        command = ["codex", "exec", "--skip-git-repo-check", "--sandbox", "danger-full-access", *settings]
        return held(server, [*command, *options, words], tmp_path)

    return hold


SESSIONS_OF_CODEX = {
    "a model it does not know": ("parrot-1", STEPS, "one\none\n"),
    "a patch": ("gpt-5.5", PATCHED, "one\ntwo\n"),
    "a model that writes programs": ("gpt-6.2-astra", PROGRAM, "one\none\n"),
}


@needs_codex
@pytest.mark.parametrize(("model", "words", "book"), SESSIONS_OF_CODEX.values(), ids=SESSIONS_OF_CODEX)
def test_codex_does_step_by_step_what_it_is_bidden(codex, tmp_path, model, words, book):
    assert " says: " in codex(words, "-m", model)
    assert (tmp_path / "book").read_text() == book


@needs_codex
def test_codex_as_if_to_openai(codex, tmp_path):
    """It asks for a WebSocket first, and notes on each item what it is."""
    codex(STEPS, "-m", "parrot-1", provider=("openai_base_url={}",))
    assert (tmp_path / "book").read_text() == "one\none\n"


@needs_codex
def test_codex_goes_on_where_it_was(codex, tmp_path):
    codex('exec_command {"cmd": "echo one > page"}', "-m", "parrot-1")
    said = codex('exec_command {"cmd": "cat page page > book"}', "-m", "parrot-1", "resume", "--last")
    assert "Process exited with code 0" in said
    assert (tmp_path / "book").read_text() == "one\none\n"


@needs_codex
def test_codex_gets_the_json_it_wants(codex, tmp_path):
    (tmp_path / "schema.json").write_text(json.dumps(SCHEMA))
    said = codex("A place", "-m", "parrot-1", "--output-schema", "schema.json")
    assert typed(json.loads(said)) == PLACE
