"""Real clients before the faults of their profiles: played, written down, and held against what is written.

`python tests/suite/clients/real_clients.py NAME… [--python PYTHON]` plays those that are installed there, and writes
what was seen to `judging/clients/seen.json`; without a name all of them. With `--all` they are played before every
fault that changes what they are answered, and what they mind and their profile does not say is printed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from oaic_suite.asking.started.embedded import Embedded
from oaic_suite.clients.command.client import InCommand
from oaic_suite.clients.command.control import ARGUMENTS, Control
from oaic_suite.clients.node.installation import folder
from oaic_suite.clients.witness.outcome import Seen as Played
from oaic_suite.clients.witness.scenario import Scenario
from oaic_suite.clients.witness.trial import Stand
from oaic_suite.judging.clients.profile import client_profiles
from oaic_suite.judging.clients.seen import FILE, Seen, load, row, written
from oaic_suite.judging.clients.witnessed import Finding, Outcome
from oaic_suite.proof.faults import listed_faults
from oaic_suite.proof.wire_names import EVERY

PLAYED = Path(__file__).parent / "played"
DOINGS = ("text", "streamed", "tools", "tools streamed", "refused", "offered", "documents")
SCENARIOS = {name: Scenario(name) for name in DOINGS}
SECONDS, LONG = 10.0, 90.0  # until a client is said to hang; agents try again of their own accord
ATTEMPTS = 2


@dataclass(frozen=True)
class Real:
    """How a client is played, and what it is made of."""

    script: str
    needs: tuple[str, ...]  # distributions of Python, or packages of Node
    argument: str = ""
    seconds: float = SECONDS
    binary: str = ""  # on the PATH

    @property
    def in_node(self) -> bool:
        return self.script.endswith(".mjs")


REAL = {
    "agents": Real("agents_sdk.py", ("openai-agents", "openai"), "responses"),
    "agents-chat": Real("agents_sdk.py", ("openai-agents", "openai"), "chat"),
    "ai-sdk-chat": Real("helpers.mjs", ("ai", "@ai-sdk/openai"), "ai-sdk-chat"),
    "ai-sdk-compatible": Real("helpers.mjs", ("ai", "@ai-sdk/openai-compatible"), "ai-sdk-compatible"),
    "ai-sdk-responses": Real("helpers.mjs", ("ai", "@ai-sdk/openai"), "ai-sdk-responses"),
    "cline": Real("cline_session.py", (), "", LONG, "cline"),
    "codex": Real("codex_session.py", (), "", LONG, "codex"),
    "continue": Real("continue_session.py", (), "", LONG, "cn"),
    "instructor": Real("instructor_model.py", ("instructor", "openai")),
    "langchain": Real("langchain_model.py", ("langchain-openai", "langchain-core", "openai"), "chat"),
    "langchain-responses": Real("langchain_model.py", ("langchain-openai", "langchain-core", "openai"), "responses"),
    "litellm": Real("litellm_call.py", ("litellm", "openai")),
    "llama-index": Real("llama_model.py", ("llama-index-llms-openai-like", "llama-index-llms-openai", "openai")),
    "llm": Real("llm_prompt.py", ("llm", "openai")),
    "open-webui": Real("open_webui_chat.py", ("open-webui",), "", LONG),
    "openai-node-chat": Real("helpers.mjs", ("openai",), "openai-node-chat"),
    "openai-node-responses": Real("helpers.mjs", ("openai",), "openai-node-responses"),
    "openai-python-chat": Real("sdk_helpers.py", ("openai",), "chat"),
    "openai-python-responses": Real("sdk_helpers.py", ("openai",), "responses"),
    "pydantic-ai": Real("pydantic_agent.py", ("pydantic-ai-slim", "openai"), "responses"),
    "pydantic-ai-chat": Real("pydantic_agent.py", ("pydantic-ai-slim", "openai"), "chat"),
    "roo": Real("roo_session.py", (), "", LONG, "roo"),
}
VERSIONS = """
import json, sys
from importlib.metadata import PackageNotFoundError, version
def of(name):
    try: return version(name)
    except PackageNotFoundError: return None
print(json.dumps({name: of(name) for name in sys.argv[1:]}))
"""


def versions(real: Real, python: str) -> dict[str, str | None]:
    """None of what is not installed."""
    if real.in_node:
        places = {name: folder() / "node_modules" / name / "package.json" for name in real.needs}
        return {name: json.loads(at.read_text())["version"] if at.exists() else None for name, at in places.items()}
    if real.needs:
        return dict(json.loads(subprocess.check_output([python, "-c", VERSIONS, *real.needs])))
    if shutil.which(real.binary) is None:
        return {real.binary: None}
    return {real.binary: subprocess.check_output([real.binary, "--version"], text=True).split()[-1]}


def command(real: Real, python: str) -> list[str]:
    if not real.in_node:
        return [python, str(PLAYED / real.script), *filter(None, [real.argument])]
    script = folder() / "played.mjs"  # packages are looked for beside those that import them
    script.write_bytes((PLAYED / real.script).read_bytes())
    return ["node", str(script), real.argument]


def faults_of(name: str) -> list[str]:
    rows = set(client_profiles()[name].rows)
    return [fault.id for fault in listed_faults() if fault.requirement in rows]


def seen(name: str, python: str, faults: Sequence[str] | None) -> Mapping[str, Finding]:
    """By fault; those that change none of its answers are *unreached*. None: all that change one."""
    real = REAL[name]
    server = Embedded((*ARGUMENTS, "--seed", "7", "--model", "parrot-1", "--model", "gpt-4.1")).start()
    client = InCommand(Control(server), command(real, python), real.seconds)
    stand = Stand(client, server, SCENARIOS, attempts=ATTEMPTS)
    try:
        sound = {scenario: stand.play(scenario, EVERY) for scenario in SCENARIOS}
        sound = {scenario: each for scenario, each in sound.items() if client.can(SCENARIOS[scenario])}
        if broken := {scenario: each for scenario, each in sound.items() if each.gave is None}:
            raise AssertionError(f"{name} cannot do before a sound server: {', '.join(broken)}")
        asked = reached(sound) if faults is None else faults
        return {fault: stand.worst(fault, sound) for fault in asked}
    finally:
        client.end()
        client.control.close()
        server.stop()


def reached(sound: Mapping[str, Played]) -> list[str]:
    touched = frozenset[str]().union(*(each.touched for each in sound.values()))
    return [fault.id for fault in listed_faults() if fault.kind == "fault" and fault.id in touched]


def unsaid(name: str, python: str) -> list[str]:
    """What it minds, and its profile does not say: a line for each fault."""
    said = set(client_profiles()[name].rows)
    of = {fault.id: fault.requirement for fault in listed_faults()}
    found = seen(name, python, None).items()
    minded = {fault: each for fault, each in found if each.outcome is not Outcome.TOLERATED and of[fault] not in said}
    return [" ".join([name, fault, *row(each)]) for fault, each in minded.items()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*REAL, []])
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args()

    def played(name: str) -> None:
        found = versions(REAL[name], asked.python)
        if None in found.values():
            print(f"{name}: not installed: {', '.join(each for each, known in found.items() if known is None)}")
            return
        if asked.all:
            print("\n".join(unsaid(name, asked.python)), flush=True)
            return
        today = datetime.now(UTC).date().isoformat()
        told = {each: known for each, known in found.items() if known is not None}
        found_now = Seen(today, told, seen(name, asked.python, faults_of(name)))
        FILE.write_text(written({**load(), name: found_now}), "utf-8")
        print(f"{name}: {len(found_now.findings)} faults", flush=True)

    with ThreadPoolExecutor(2) as pool:
        for name, done in [(name, pool.submit(played, name)) for name in asked.names or REAL]:
            if problem := done.exception():
                print(f"{name}: {problem}", flush=True)


if __name__ == "__main__":
    main()
