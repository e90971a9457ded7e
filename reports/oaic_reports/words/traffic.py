"""What traffic was judged, what of it could not be, and how often its calls of tools can be used."""

from __future__ import annotations

from oaic_suite.judging.document.run_json import Rate, Run, Traffic, Usable

from oaic_reports.untrusted import capped, one_line
from oaic_reports.words.conclusion import plural

LONGEST = 160  # characters of a name or a reason
FILES = 4
RATES: dict[Usable, str] = {
    "parse": "arguments parse",
    "offered": "the tool was offered",
    "fit": "arguments fit the schema",
}


def traffic(run: Run) -> Traffic | None:
    return run.get("traffic")


def lines(told: Traffic) -> list[str]:
    """What was read, what was left out and why, and the rates of calls: a line each."""
    return [f"{asked(told)} of {files(told)}", *left_out(told), *calls(told)]


def asked(told: Traffic) -> str:
    total = told["judged"] + sum(each["exchanges"] for each in told["not_judged"])
    return f"{told['judged']:,} of {plural(total, 'exchange')} judged"


def files(told: Traffic) -> str:
    named = [one_line(capped(name, LONGEST)) for name in told["files"]]
    more = named[FILES:]
    return ", ".join(named[:FILES]) + (f" and {plural(len(more), 'more file')}" if more else "")


def left_out(told: Traffic) -> list[str]:
    """Why the others were not judged; of those that could not be read, also what is wrong with them."""
    reasons = [f"{each['exchanges']:,} {one_line(each['why'])}" for each in told["not_judged"]]
    wrong = "; ".join(one_line(capped(each["why"], LONGEST)) for each in told["unreadable"])
    return [f"not judged: {', '.join(reasons)}{f' ({wrong})' if wrong else ''}"] if reasons else []


def calls(told: Traffic) -> list[str]:
    made = any(rate["of"] for rate in told["calls"])
    return [f"calls of tools: {', '.join(map(rate, told['calls']))}"] if made else []


def rate(one: Rate) -> str:
    """`arguments parse 118/120 (98.3%)`."""
    share = f" ({one['kept'] / one['of']:.1%})" if one["of"] else ""
    return f"{RATES[one['name']]} {one['kept']:,}/{one['of']:,}{share}"
