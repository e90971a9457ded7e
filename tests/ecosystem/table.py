"""Runs every client of `clients.yaml`, each installed by itself, against the reference server; writes what came of it.

    python tests/ecosystem/table.py FOLDER [CLIENT …]

installs them in that folder with uv and npm, or finds them there, and leaves what they got in `ran.yaml` and
`docs/ecosystem.md`. It ends with 1 where a client did not get what it asked for.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread

HERE = Path(__file__).parent
CLIENTS, RAN, PAGE = HERE / "clients.yaml", HERE / "ran.yaml", HERE.parents[1] / "docs" / "ecosystem.md"
WISHES = ("chat", "streamed", "tools", "structured", "embeddings", "wrong_key", "unknown_model", "responses")
MODELS = ("gpt-4.1", "gpt-5-mini", "gpt-5.6-luna", "text-embedding-3-small")
KEY = "sk-test"
PATIENCE = 300  # seconds: far more than any client needs
SAID, SHEET, WIDTH = "Hello there, parrot", "sheet ", 1536
Client = dict[str, Any]
SCRIPTED = "Where the answers were [scripted](testing-applications.md), for what a client asks stands in words:\n\n"
LACKING = "\nWhere a client has no such thing:\n\n"

HEAD = """\
# Clients against the reference server

Each client was installed by itself and asked the same eight things of `oaic serve`, by nothing but a base URL and a
key; {date}, Python {python}, Node {node}. `python tests/ecosystem/table.py FOLDER` does it again:
`tests/ecosystem/clients` has what each is asked, a script apiece, and `tests/ecosystem/table.py` what counts as *yes*.

"""
LEGEND = """
*Chat*: a text. *Streamed*: the same in pieces. *Tools*: two calls in two steps, each answered, and a last word.
*Structured*: an object of a schema. *Embeddings*: as wide as the model's name says. *Wrong key*, *unknown model*: the
client's own exception, which tells the status or is named after it. *Responses*: a text, where the client asks for
responses. Agents that hold whole sessions: [agents.md](agents.md).

"""


def clients() -> dict[str, Client]:
    return yaml.safe_load(CLIENTS.read_text())


# --- one client ----------------------------------------------------------------------------------------


def is_node(client: Client) -> bool:
    return str(client["script"]).endswith(".mjs")


def installed(name: str, client: Client, folder: Path) -> Path:
    """The folder of a client of its own, made where it is not there."""
    own = folder / "".join(letter if letter.isalnum() else "-" for letter in name)
    if not own.exists():
        if is_node(client):
            own.mkdir(parents=True)
            (own / "package.json").write_text("{}")
            run(["npm", "install", "--no-audit", "--no-fund", "--silent", *client["packages"]], own, os.environ)
        else:
            run(["uv", "venv", "--quiet", "--python", sys.executable, own], folder, os.environ)
            install = ["uv", "pip", "install", "--quiet", "--python", own / "bin" / "python"]
            run([*install, *client["packages"]], folder, os.environ)
    return own


def run(command: list[Any], folder: Path, environment: Mapping[str, str]) -> str:
    done = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: {done.stderr[-2000:]}")
    return done.stdout


def asked(client: Client, own: Path, base_url: str) -> dict[str, Any]:
    """What came of each wish; of those that have several ways, each by its name."""
    scripts = HERE / "clients"
    if is_node(client):
        for script in scripts.glob("*.mjs"):
            (own / script.name).write_text(script.read_text())
        command = ["node", own / client["script"]]
    else:
        command = [own / "bin" / "python", "-W", "ignore", scripts / client["script"]]
    home = {"PATH": os.environ["PATH"], "HOME": str(own), "LLM_USER_PATH": str(own)}
    printed = run(command, own, {**home, "OPENAI_BASE_URL": base_url, "OPENAI_API_KEY": KEY})
    found = [json.loads(line) for line in printed.splitlines() if line.startswith('{"wish"')]
    return {outcome.pop("wish"): outcome for outcome in found}


# --- what counts ---------------------------------------------------------------------------------------


def cell(wish: str, found: dict[str, Any], lacks: dict[str, str]) -> str:
    """One cell of the table: `yes`, `-` where the client has no such thing, else what was wrong."""
    ways = {name: outcome for name, outcome in found.items() if name.startswith(wish)}
    if not ways:
        return "-" if wish in lacks else "not asked"
    wrong = [f"{name}: {problem}" for name, outcome in ways.items() if (problem := complaint(wish, name, outcome))]
    return "; ".join(wrong) or "yes"


def complaint(wish: str, name: str, outcome: dict[str, Any]) -> str:
    """What is wrong with an outcome; empty where it is what was asked for."""
    if wish in REFUSED:
        return "" if refused(outcome, *REFUSED[wish]) else str(outcome.get("got", outcome))
    if "raised" in outcome:
        return f"{outcome['raised'][0]}: {outcome['said']}"
    structured = "structured" in name
    return "" if (is_place if structured else RIGHT[wish])(outcome["got"]) else json.dumps(outcome["got"])[:200]


def refused(outcome: dict[str, Any], status: str, word: str) -> bool:
    told = f"{outcome.get('status')} {outcome.get('said')}"
    return "raised" in outcome and (status in told or any(word in name for name in outcome["raised"]))


def is_place(got: Any) -> bool:
    place = json.loads(got[-1]) if isinstance(got, list) else got
    return {name: type(value) for name, value in place.items()} == {"city": str, "people": int}


REFUSED = {"wrong_key": ("401", "Auth"), "unknown_model": ("404", "NotFound")}
RIGHT = {
    "chat": SAID.__eq__,
    "streamed": lambda got: "".join(got) == SAID,
    "tools": lambda got: isinstance(got, str) and SHEET in got,
    "embeddings": lambda got: len(got) == WIDTH and any(got),
    "responses": SAID.__eq__,
}


# --- the table -----------------------------------------------------------------------------------------


def page(ran: dict[str, Any]) -> str:
    known = clients()
    head = ["client", *(wish.replace("_", " ") for wish in WISHES)]
    lines = [head, ["---"] * len(head)]
    for name, cells in ran["clients"].items():
        packages = ", ".join(f"`{package}`" for package in known[name]["packages"] if "zod" not in package)
        lines.append([f"{name} ({packages})", *(cells[wish] for wish in WISHES)])
    notes = [
        f"* {name}, {wish}: {why}.\n" for name, client in known.items() for wish, why in client.get("lacks", {}).items()
    ]
    table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    told = [
        f"* {name}, {wish}: {what}.\n"
        for name, client in known.items()
        for wish, what in client.get("scripted", {}).items()
    ]
    return f"{HEAD.format(**ran)}{table}{LEGEND}{''.join([SCRIPTED, *told, LACKING, *notes])}"


def main(folder: Path, names: list[str]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    listed = clients()
    if unknown := [name for name in names if name not in listed]:
        raise SystemExit(f"no client is called {' or '.join(unknown)}; expected some of {', '.join(listed)}")
    known = {name: client for name, client in listed.items() if not names or name in names}
    cells: dict[str, dict[str, str]] = {}
    with serve_in_thread(Settings(models=MODELS, api_keys=(KEY,), control=True)) as server:
        for name, client in known.items():
            found = asked(client, installed(name, client, folder), server.base_url)
            cells[name] = {wish: cell(wish, found, client.get("lacks", {})) for wish in WISHES}
            print(name, *cells[name].values(), sep=" | ", flush=True)
    if not names:
        node = run(["node", "--version"], folder, os.environ).strip().lstrip("v")
        python = ".".join(map(str, sys.version_info[:3]))
        ran = {"date": f"{datetime.now(UTC):%Y-%m-%d}", "python": python, "node": node, "clients": cells}
        RAN.write_text(yaml.safe_dump(ran, sort_keys=False, width=120))
        PAGE.write_text(page(ran))
    return int(any(value not in ("yes", "-") for row in cells.values() for value in row.values()))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute(), sys.argv[2:]))
