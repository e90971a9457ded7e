"""What a conclusion means for the reader, in words."""

from __future__ import annotations

from dataclasses import dataclass

from oaic_suite.judging.document.run_json import Client, Run, Selection
from oaic_suite.judging.selecting.profile import profiles
from oaic_suite.judging.verdict import LevelWord, VerdictWord

from oaic_reports.findings import broken_profiles, not_offered, required_profiles, rows_with, score
from oaic_reports.untrusted import capped, one_line
from oaic_reports.words.clientele import asked, label, that
from oaic_reports.words.reasons import chief

PREFIX = 80  # characters of one that was asked for
NAMED = 3  # profiles in a line
SCORED: tuple[LevelWord, ...] = ("MUST", "SHOULD")
PRAISE = ("conformant", "conformant_with_deviations")
UNSOUND = ("invalid", "truncated")
UNKNOWN: tuple[VerdictWord, ...] = ("inconclusive", "not_run", "error")


@dataclass(frozen=True)
class Conclusion:
    word: str
    headline: str
    meaning: str
    tone: str  # good, fair, bad, none: colour follows from it and nothing else

    @property
    def heading(self) -> str:
        """The word, to begin a line with; the name of a client stays as it is."""
        return self.word if self.headline.startswith(self.word) else capital(self.word)


# A run of a part praises that part alone, and is never green.
HEADLINES = {
    "conformant": ("conformant", "This server conforms.", "good"),
    "partial": ("the part judged holds", "The part that was judged holds.", "none"),
    "conformant_with_deviations": ("conformant with deviations", "This server conforms, with deviations.", "fair"),
    "incomplete": ("incomplete", "Not everything required could be established.", "none"),
    "non_conformant": ("non-conformant", "This server does not conform.", "bad"),
    "invalid": ("invalid", "This run says nothing about the server.", "none"),
    "truncated": ("truncated", "This run was cut off.", "none"),
}

MEANINGS = {
    "conformant": "Everything that {profiles} requires was tested and holds. "
    "A client that keeps to the contract will find it kept.",
    "partial": "What was judged and must hold does{deviations}. Of the rest this run says nothing.",
    "conformant_with_deviations": "Everything that {profiles} requires was tested and holds. "
    "{shoulds} of what a server should do does not; some clients will notice.",
    "incomplete": "Nothing required was seen to fail, but {obstacle}. That is not a pass{listing}.",
    "non_conformant": "{musts}{optional}. Clients that rely on what is broken will fail in the ways described below.",
    "invalid": "It could not be carried out as intended, so neither a pass nor a failure may be read into it.",
    "truncated": "It ended before every requirement was judged. What follows had been established by then; what is "
    "missing was not tested.",
}


def concluded(run: Run) -> Conclusion:
    key = which(run)
    if key not in UNSOUND and (some := asked(run)):
        return of_clients(run, some)
    word, headline, tone = HEADLINES[key]
    meaning = MEANINGS[key].format_map(figures(run))
    told = " ".join(filter(None, [part(run), held_to(run), chief(run), meaning]))
    return Conclusion(word, headline, told, tone)


def held_to(run: Run) -> str:
    """The frozen set of a run, where it is held to one."""
    if not (found := run.get("set")):
        return ""
    notes = len(found["notes"])
    younger = f"; {plural(notes, 'requirement')} younger or stricter since {'is a note' if notes == 1 else 'are notes'}"
    return f"Held to the requirements of {one_line(capped(found['name'], PREFIX))}{younger if notes else ''}."


def of_clients(run: Run, some: list[Client]) -> Conclusion:
    """What a run says that was asked whether clients work."""
    broken, left = that(some, "does_not_work"), that(some, "not_established")
    if broken:
        word, tone = f"does not work with {named(broken)}", "bad"
    elif left:
        word, tone = f"not established whether {named(left)} {'works' if len(left) == 1 else 'work'}", "none"
    else:
        word, tone = f"{named(some)} {'works' if len(some) == 1 else 'work'}", "good"
    needed = "that client needs" if len(some) == 1 else "those clients need"
    headline = capital(word) if broken or left else word
    told = " ".join(filter(None, [part(run), chief(run), f"Beyond what {needed} it says nothing."]))
    return Conclusion(word, f"{headline}.", told, tone)


def named(some: list[Client]) -> str:
    return several([label(client) for client in some])


def which(run: Run) -> str:
    key = "truncated" if run["truncated"] else run["conclusion"]
    return "partial" if run["selection"] and key in PRAISE else key


def part(run: Run) -> str:
    """How much of all requirements was to be judged; empty when all of them were."""
    return cut(run["selection"]) if run["selection"] else ""


def cut(selection: Selection) -> str:
    judged, of, only, by = selection["judged"], selection["of"], selection["only"], selection.get("by")
    named = f", those of {one_line(capped(by, PREFIX))}" if by else ""
    named += f", those that begin with {listed([one_line(capped(some, PREFIX)) for some in only])}" if only else ""
    extent = f"{judged:,} of {plural(of, 'requirement')}" if judged < of else "not every variant of every requirement"
    if left := selection.get("skip", []):
        named += f", without those that begin with {listed([one_line(capped(each, PREFIX)) for each in left])}"
    return f"Only a part was judged: {extent}{named}."


def figures(run: Run) -> dict[str, str]:
    broken, shoulds = (len(rows_with(run, [level], ["fail"])) for level in SCORED)
    return {
        "profiles": listed(required_profiles(run)) or "the contract",
        "musts": f"{broken} of {score(run, 'MUST').total} MUSTs {'is' if broken == 1 else 'are'} broken",
        "optional": optional(broken_profiles(run)),
        "shoulds": str(shoulds),
        "deviations": f"; {shoulds} of what it should do does not: some clients will notice" if shoulds else "",
        "obstacle": obstacle(run),
        "listing": ": what stands in the way is listed below" if rows_with(run, SCORED, UNKNOWN) else "",
    }


def obstacle(run: Run) -> str:
    """What keeps a run from being a pass where nothing failed."""
    unknown, lacking = len(rows_with(run, SCORED, UNKNOWN)), lacked(run)
    told = [f"{plural(unknown, 'requirement')} could not be established"] if unknown else []
    told += [f"the server does without what is required here, {several(lacking)}"] if lacking else []
    return listed(told) if told else "not everything was judged"


def lacked(run: Run) -> list[str]:
    """What a server honestly does without, though a profile that is required needs it."""
    needs = {need for name in required_profiles(run) if name in profiles() for need in profiles()[name].needs}
    return [name for name in not_offered(run) if name in needs]


def optional(broken: list[str]) -> str:
    """Why a run fails by what is not required."""
    return f", in {several(broken)}. An optional profile may be absent, but not broken" if broken else ""


def several(names: list[str]) -> str:
    """A few of them, and how many more."""
    shown = [one_line(capped(name, PREFIX)) for name in names[:NAMED]]
    return listed([*shown, f"{len(names) - NAMED} more"] if names[NAMED:] else shown)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(words: list[str]) -> str:
    *rest, last = words or [""]
    return f"{', '.join(rest)} and {last}" if rest else last


def moment(instant: str) -> str:
    """2026-05-01T10:20:30Z as people write it."""
    return instant[:19].replace("T", " ") + " UTC"
