"""What a list of known failures excuses, what is new beside it, and what of it is not true any more."""

from __future__ import annotations

from oaic_suite.judging.document.run_json import Entered, Known, Run, StandsAs

from oaic_reports.findings import SCORED, rows_with
from oaic_reports.untrusted import capped, one_line
from oaic_reports.words.conclusion import plural

ID, SENTENCE = 120, 200  # characters
WORDS: dict[StandsAs, str] = {
    "mended": "mended, take it out",
    "moved": "fails of another cause now",
    "expired": "expired, look at it again",
    "unknown": "no such requirement",
    "twice": "said twice",
    "known": "known",
    "open": "not judged, or not established",
}
TRUE: tuple[StandsAs, ...] = ("known", "open")
EXCUSING: tuple[StandsAs, ...] = ("known", "expired")


def known(run: Run) -> Known | None:
    return run.get("known")


def new(run: Run) -> list[str]:
    """The failures that a list does not hold, where there is one."""
    if not (found := known(run)):
        return []
    return [
        one_line(capped(row["id"], ID)) for row in rows_with(run, SCORED, ["fail"]) if row["id"] not in found["excused"]
    ]


def extent(found: Known) -> str:
    """How much it excuses, and how long."""
    excused, hidden = found["excused"], found["hidden"]
    if not excused:
        return f"No failure is excused by {file(found)}."
    verb, hide = ("is", "hides") if len(excused) == 1 else ("are", "hide")
    hides = f", and {hide} {plural(len(hidden), 'requirement')}" if hidden else ""
    return f"{plural(len(excused), 'failure')} {verb} excused by {file(found)}{until(found)}{hides}."


def until(found: Known) -> str:
    """How long, as far as the entries say."""
    days = {entry["until"] for entry in found["entries"] if entry["stands"] in EXCUSING}
    first = "" if len(days) == 1 else "the first "
    return f", {first}until {min(days)}" if days else ""


def file(found: Known) -> str:
    return one_line(capped(found["file"], ID))


def stale(found: Known) -> list[Entered]:
    return [entry for entry in found["entries"] if entry["stands"] not in TRUE]


def ordered(found: Known) -> list[Entered]:
    """What has to be corrected first."""
    return sorted(found["entries"], key=lambda entry: list(WORDS).index(entry["stands"]))


def line(entry: Entered) -> str:
    """`chat.reply.created (created:wrong): mended, take it out`."""
    named = f"{capped(entry['row'], ID)} ({capped(entry['cause'], ID)})"
    return one_line(f"{named}: {WORDS[entry['stands']]}")


def excuse(run: Run, id: str) -> str | None:
    """Why a row that is not green is excused all the same; None where it is not."""
    found = known(run)
    if found is None or id not in {*found["excused"], *found["hidden"]}:
        return None
    if id in found["hidden"]:
        return f"hidden by a failure that is known in {file(found)}"
    entry = next(each for each in found["entries"] if each["row"] == id and each["stands"] in EXCUSING)
    return f"known in {file(found)}: {why(entry)}"


def why(entry: Entered) -> str:
    """`until 2026-12-31, the decoder is being rewritten (Ada, #7)`."""
    who = ", ".join(capped(said, ID) for said in (entry["owner"], entry["issue"]) if said)
    return one_line(f"until {entry['until']}, {capped(entry['reason'], SENTENCE)}" + (f" ({who})" if who else ""))
