"""Writes the page of a server here, from the report of a run, and the table that leads to it.

python docs/servers/write.py conformance-report --name llama.cpp --version b6921 --setup "a tiny model, …"
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from oaic_reports.commands import load
from oaic_reports.findings import SCORED, rows_with, score
from oaic_reports.formats.index import FORMATS
from oaic_reports.formats.markdown import prose
from oaic_reports.words.conclusion import concluded
from oaic_suite.judging.document.run_json import Run
from oaic_suite.judging.verdict import LevelWord

HERE = Path(__file__).parent
BEGIN, END = "<!-- servers -->", "<!-- /servers -->"
FACTS = re.compile(r"# (?P<name>.+)\n\n!\[.*\]\((?P<badge>.+)\)\n\n(?P<date>[\d-]+) · (?P<facts>.+)\n")
MASKED = re.compile(r"127\.0\.0\.1:\d+")  # a port of that day says nothing to anybody


def main() -> None:
    asked = words().parse_args()
    run, slug = load(asked.report), re.sub(r"[^a-z0-9]+", "-", asked.name.lower()).strip("-")
    badge, page = HERE / f"{slug}.svg", HERE / f"{slug}.md"
    badge.write_text(FORMATS["badge"](run), "utf-8")
    page.write_text("\n".join(lines(run, asked, badge.name)), "utf-8")
    index = HERE / "README.md"
    index.write_text(with_table(index.read_text("utf-8"), table()), "utf-8")


def words() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Write the page of a server here.")
    parser.add_argument("report", type=Path, help="the directory of a report, or its run.json")
    for name, what in {"name": "of the server", "version": "of the server", "setup": "how it was set up"}.items():
        parser.add_argument(f"--{name}", required=True, help=what)
    return parser


def lines(run: Run, asked: argparse.Namespace, badge: str) -> Iterator[str]:
    must, should = (f"{score(run, level)} {level}, {broken(run, level)} broken" for level in SCORED)
    conclusion = concluded(run).word
    yield f"# {asked.name} {asked.version}\n"
    yield f"![{conclusion}]({badge})\n"
    yield f"{run['started'][:10]} · {conclusion} · {must} · {should} · suite {run['suite']['version']}\n"
    yield f"**Set up as:** {prose(asked.setup)}\n"
    yield "[How to read this, and how to object](README.md). What follows is `oaic report --format markdown`.\n"
    yield MASKED.sub("127.0.0.1:8000", FORMATS["markdown"](run))


def broken(run: Run, level: LevelWord) -> int:
    return len(rows_with(run, [level], ["fail"]))


def table() -> str:
    found = [
        (path, FACTS.match(path.read_text("utf-8"))) for path in sorted(HERE.glob("*.md")) if path.name != "README.md"
    ]
    rows = [
        f"| [{facts['name']}]({path.name}) | {facts['date']} | {' | '.join(facts['facts'].split(' · '))} |"
        for path, facts in found
        if facts
    ]
    return "\n".join(["| server | judged on | | MUST | SHOULD | by |", "|---|---|---|---|---|---|", *rows])


def with_table(text: str, table: str) -> str:
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n{table}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    main()
