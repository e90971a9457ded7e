"""Writes the table of docs/clients-on-servers.md: which clients work on which servers, by a report of each.

python docs/servers/clients.py "LiteLLM 1.108.7=litellm/conformance-report" …
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from oaic_reports.commands import load
from oaic_suite.judging.clients.profile import SIGNS
from oaic_suite.judging.document.run_json import Client, Run

PAGE = Path(__file__).parents[1] / "clients-on-servers.md"
BEGIN, END = "<!-- clients -->", "<!-- /clients -->"
WORKS, OPEN, LACKING = "works", "?", "–"


def main() -> None:
    parser = argparse.ArgumentParser(description="Write which clients work on which servers.")
    parser.add_argument("reports", nargs="+", metavar="SERVER=REPORT")
    named = dict(each.split("=", 1) for each in parser.parse_args().reports)
    runs = {name: load(Path(path)) for name, path in named.items()}
    text = PAGE.read_text("utf-8")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{chr(10).join(table(runs))}\n{END}{after}", "utf-8")


def table(runs: Mapping[str, Run]) -> Iterator[str]:
    yield f"| client | {' | '.join(f'{name}, {day(run)}' for name, run in runs.items())} |"
    yield "|---" * (len(runs) + 1) + "|"
    of = [{each["name"]: each for each in run.get("clients", [])} for run in runs.values()]
    for name, client in of[0].items():
        yield f"| {client['title']} {client['version']} | {' | '.join(word(each[name]) for each in of)} |"


def day(run: Run) -> str:
    return run["started"][:10]


def word(client: Client) -> str:
    """How it works; where it does not, the worst that it shows, and the row."""
    if client["missing"]:
        return f"{LACKING} {client['missing'][0]}"
    if client["broken"]:
        first = client["broken"][0]
        return f"{SIGNS[first['shows']]} `{first['row']}`"
    return f"{OPEN} `{client['open'][0]}`" if client["open"] else WORKS


if __name__ == "__main__":
    main()
