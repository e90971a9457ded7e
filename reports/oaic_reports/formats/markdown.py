"""Markdown for the summary of a job: the conclusion, what to fix first, what is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from oaic_suite.judging.causes.family import unlisted
from oaic_suite.judging.document.run_json import Cause, Client, Row, Run

from oaic_reports import findings
from oaic_reports.compare.since import Since
from oaic_reports.findings import Score
from oaic_reports.pinpoint import bracketed, spot
from oaic_reports.terminal.brief import short
from oaic_reports.terminal.summary import last_line, some
from oaic_reports.untrusted import capped, one_line
from oaic_reports.words import clientele, known, traffic
from oaic_reports.words.clients import UNMOVED, clients
from oaic_reports.words.conclusion import concluded, plural
from oaic_reports.words.continued import continued
from oaic_reports.words.left import left
from oaic_reports.words.members import MEANING, by_word, named
from oaic_reports.words.open_rows import open_rows

TEXT, CONTEXT = 600, 160
SHOWN = 20  # causes
ENTRIES = 60  # of the list of known failures
MOST_BYTES = 48_000  # for causes: a comment on GitHub holds 65,536 characters
QUOTED = re.compile(r"`([^`|]+)`")
OPENING = re.compile(r"^(\d*)([-+.)])")  # a list, where a line begins with it
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
CALLING = re.compile("(@+)")  # forges look for people to call behind the text, where nothing escapes; not within code


def markdown(run: Run, older: Run | None = None) -> str:
    return "\n".join(lines(run, older)) + "\n"


def lines(run: Run, older: Run | None = None) -> Iterator[str]:
    conclusion = concluded(run)
    yield f"## {conclusion.headline}\n"
    if run["message"]:
        yield f"**{prose(run['message'])}**\n"
    yield f"{prose(conclusion.meaning)}\n"
    if found := continued(run):
        yield f"{prose(found)}\n"
    if found := left(run):
        yield f"{prose(found)}\n"
    yield f"{code(run['target']['base_url'])} · {last_line(run, None)}\n"
    yield from heard(run)
    if asked := clientele.asked(run):
        yield from working(asked)
    yield from excused(run)
    yield from changed_since(run, older)
    yield from within(causes(run), MOST_BYTES)
    if not asked:
        yield from working(clientele.clients(run))
    yield from profiles(run)
    yield from unestablished(run)
    yield from members(run)


def within(lines: Iterable[str], room: int) -> Iterator[str]:
    """The lines as long as there is room for them."""
    for line in lines:
        room -= len(line.encode()) + 1
        if room < 0:
            yield "\n… and more: the report has it all.\n"
            return
        yield line


def profiles(run: Run) -> Iterator[str]:
    if not run["profiles"]:
        return
    yield "| profile | | MUST | SHOULD |\n|---|---|--:|--:|"
    for name, profile in findings.profiles(run):
        required = "" if profile["required"] else " (not required)"
        standing = findings.standing(profile)
        yield f"| {prose(name)}{required} | {standing} | {Score(**profile['must'])} | {Score(**profile['should'])} |"
    yield ""


def heard(run: Run) -> Iterator[str]:
    if found := traffic.traffic(run):
        yield from (f"- {prose(line)}" for line in traffic.lines(found))
        yield ""


def working(found: Sequence[Client]) -> Iterator[str]:
    """The clients, each with the first thing that breaks it."""
    if not found:
        return
    yield "| client | | |\n|---|---|---|"
    for word, said in clientele.WORDS.items():
        for client in clientele.that(found, word):
            yield f"| {prose(clientele.label(client))} | {said} | {prose(clientele.why(client))} |"
    yield ""


def changed_since(run: Run, older: Run | None) -> Iterator[str]:
    """What became of requirements since an older run, by their ids."""
    if older is None:
        return
    since = Since.of(older, run)
    yield f"### Since {prose(since.head.line)}\n"
    yield from (f"**{prose(caution)}**\n" for caution in since.cautions)
    for shelf in since.shelves:
        ids = [code(line.change.id) for line in shelf.lines[:ENTRIES]]
        yield f"- {shelf.number} {shelf.kind}: {', '.join(ids)}{and_more(shelf.number)}"
    yield f"- {since.same} as before\n"


def excused(run: Run) -> Iterator[str]:
    """What is known and excused, till when and why; what is new; what of the list is to be corrected."""
    if not (found := known.known(run)):
        return
    yield f"### Known\n\n{prose(known.extent(found))}\n"
    if new := known.new(run):
        yield f"**New:** {', '.join(code(id) for id in new[:ENTRIES])}{and_more(len(new))}\n"
    if not (entries := known.ordered(found)):
        return
    yield "| known failure | stands | |\n|---|---|---|"
    for entry in entries[:ENTRIES]:
        stands = known.WORDS[entry["stands"]]
        yield f"| {prose(entry['row'])} ({prose(entry['cause'])}) | {stands} | {prose(known.why(entry))} |"
    yield f"{and_more(len(entries))}\n"


def and_more(number: int) -> str:
    return f" … and {number - ENTRIES} more" if number > ENTRIES else ""


def causes(run: Run) -> Iterator[str]:
    """What to fix first, each cause with the row that shows it best."""
    found, rows = run["causes"], {row["id"]: row for row in run["requirements"]}
    if not found:
        return
    red = sum(len(cause["broken"]) for cause in found)
    yield f"### Fix first ({plural(len(found), 'cause')} of {plural(red, 'red requirement')})\n"
    for number, cause in enumerate(found[:SHOWN], 1):
        yield f"{number}. **{prose(cause['title'])}** ({cause['level']}; {extent(cause)})"
        yield f"  - mend: {prose(cause['fix'])}"
        if rest := unlisted(cause):
            yield f"  - the other {len(rest)}: {'; '.join(map(prose, rest))}"
        for line in finding(rows[cause["row"]], run):
            yield f"  {line}"
        if others := [id for id in cause["broken"] if id != cause["row"]]:
            yield f"  - with it: {code(some(others))}"
    if found[SHOWN:]:
        yield f"- … and {plural(len(found) - SHOWN, 'cause')} more"
    yield ""


def extent(cause: Cause) -> str:
    """How much hangs on it: what is red, what is hidden, which clients mind."""
    hurt = [f"{short(each['client'])}: {each['outcome']}" for each in cause["clients"] if each["outcome"] != UNMOVED]
    facts = [f"{len(cause['broken'])} red", f"{len(cause['hidden'])} hidden" if cause["hidden"] else "", *hurt]
    return prose(", ".join(fact for fact in facts if fact))


def finding(row: Row, run: Run) -> Iterator[str]:
    place = spot(run, row["where"])
    yield f"- {code(row['id'])} {prose(row['statement'])}"
    labelled = {
        "expected": row["expected"] and code(row["expected"]),
        "observed": row["observed"] and code(row["observed"]),
        "at": place and prose(place.label),
        "text": place and place.before + place.after and code(bracketed(place, CONTEXT)),
        "breaks": row["breaks"] and prose(row["breaks"]),
        "seen": (seen := clients(row)) and prose(seen),
    }
    for name, text in labelled.items():
        if text:
            yield f"  - {name}: {text}"


def unestablished(run: Run) -> Iterator[str]:
    found = open_rows(run)
    if found:
        yield f"### Not established ({sum(each.number for each in found)})\n"
    for each in found:
        settle = f": {prose(each.settle)}" if each.settle else ""
        yield f"- {each.number} {prose(each.why)}{settle}"


def members(run: Run) -> Iterator[str]:
    """What became of optional members: a line for each word, with those it is true of."""
    if not (found := by_word(run)):
        return
    yield "\n### Obeyed, refused, ignored\n\n| became | members | |\n|---|---|---|"
    for word, those in found:
        yield f"| {word} | {prose(named(those))} | {MEANING[word]} |"
    yield ""


def prose(text: str) -> str:
    """Text of others as Markdown that says the same; `code` stays code."""
    pieces = QUOTED.split(one_line(capped(text, TEXT)).strip())
    said = "".join(code(piece) if odd % 2 else escaped(piece) for odd, piece in enumerate(pieces))
    return OPENING.sub(r"\1\\\2", said)


def escaped(text: str) -> str:
    return CALLING.sub(r"`\1`", SPECIAL.sub(r"\\\1", text))


def code(text: str) -> str:
    """A code span whose fence is longer than any run of backticks inside."""
    shown = one_line(capped(text, TEXT))
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    pad = " " if shown.startswith(("`", " ")) or shown.endswith(("`", " ")) or not shown else ""
    return f"{fence}{pad}{shown}{pad}{fence}"
