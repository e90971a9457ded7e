"""Whether clients work with the server, in words."""

from __future__ import annotations

from collections.abc import Iterable

from oaic_suite.judging.document.run_json import Breach, Client, Run, Works

from oaic_reports.untrusted import capped, one_line

NAME, SENTENCE = 60, 200  # characters
WORDS: dict[Works, str] = {
    "works": "works",
    "not_established": "not established",
    "does_not_work": "does not work",
}


def clients(run: Run) -> list[Client]:
    """Those that were asked for, else all that were judged."""
    return asked(run) or run.get("clients", [])


def asked(run: Run) -> list[Client]:
    return [client for client in run.get("clients", []) if client["asked"]]


def that(some: Iterable[Client], word: Works) -> list[Client]:
    """Those of which this is true."""
    return [client for client in some if client["conclusion"] == word]


def label(client: Client) -> str:
    return one_line(capped(f"{client['title']} {client['version']}", NAME))


def line(client: Client) -> str:
    """`Codex 0.171.0: does not work: …`."""
    return ": ".join(said for said in (label(client), WORDS[client["conclusion"]], why(client)) if said)


def why(client: Client) -> str:
    """The first thing that breaks it, or the first that is open, and how many more there are."""
    if client["missing"]:
        return f"the server has no {one_line(client['missing'][0])}"
    if client["broken"]:
        return breach(client["broken"][0]) + besides(client["broken"])
    return f"{one_line(client['open'][0])} is open{besides(client['open'])}" if client["open"] else ""


def breach(one: Breach) -> str:
    return one_line(f"{one['shows']}, {capped(one['row'], SENTENCE)}: {capped(one['how'], SENTENCE)}")


def besides(found: list[Breach] | list[str]) -> str:
    return f"; and {len(found) - 1} more" if found[1:] else ""
