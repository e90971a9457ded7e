"""The terminal summary: what it comes to, what to fix first, what is not known, in a screen of thirty lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oaic_suite.asking.bounds.breaker import BREAKER
from oaic_suite.judging.document.run_json import Cause, Client, Profile, Run, Works
from oaic_suite.judging.selecting.profile import profiles
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from oaic_reports import findings
from oaic_reports.findings import Score
from oaic_reports.terminal.setting import Unwrapped, clamped, in_a_row, screen, words
from oaic_reports.terminal.summary import WIDTH, last_line, opening
from oaic_reports.untrusted import capped, one_line
from oaic_reports.words import clientele, known
from oaic_reports.words.clients import UNMOVED
from oaic_reports.words.conclusion import listed, plural
from oaic_reports.words.left import left
from oaic_reports.words.members import ignored
from oaic_reports.words.open_rows import Open, open_rows

MOST = 30  # lines
AROUND = 3  # of them about the causes: a blank one, the heads, how many more there are
FEWEST = 3  # causes that are told whatever else there is
WIDE = 100  # columns, of which each client has its own
MESSAGE = 300
OBITUARY = 1500  # characters of what ended a run: with it stands the line that repeats the last request
LONGEST = 400  # characters of a line before it is cut
RERUN = "again, only what was red or open: oaic certify --rerun"
NAMED = 2  # errors of ours
STALE = 4  # entries of the list of known failures that are to be corrected
ASKED = 8  # clients that were asked for, each with a line of its own
OUTCOMES = {"hang": "bold red", "crash": "red", "wrong": "yellow", "silent": "yellow", "told": "yellow"}
CLIENTS: dict[Works, str] = {"works": "green", "not_established": "yellow", "does_not_work": "red"}
HOW_MANY: dict[Works, str] = {"works": "work", "not_established": "not established", "does_not_work": "do not work"}
SETTLED = ("pass", "fail")
LABEL = 10  # columns before what stands so
STANDINGS = {"broken": "red", "open": "yellow", "holds": "green", "not there": "dim"}
DONE_WITH = ("holds", "not there")  # standings that ask nothing of the reader


def brief(run: Run) -> str:
    """Plain text, as for a pipe."""
    return brief_screen(run, width=WIDTH, color=False, report=None)


def brief_screen(run: Run, *, width: int, color: bool, report: str | None) -> str:
    """All that is broken or open by its name, where there is room for that and some causes."""
    after = list(rest(run, report))
    for in_rows in (DONE_WITH, tuple(STANDINGS)):
        before = list(verdict(run, width, in_rows))
        room = MOST - len(screen([*before, *after], width, color=False).splitlines()) - AROUND
        if room >= FEWEST:
            break
    return screen([*before, *causes(run, max(room, FEWEST), width >= WIDE), *after], width, color=color)


def verdict(run: Run, width: int, in_rows: Sequence[str]) -> Iterator[RenderableType]:
    yield from opening(run, OBITUARY if run["conclusion"] == "invalid" else MESSAGE)
    if judged_at_all(run):
        yield from standings(run, width, in_rows)
        yield from clients(run)
    yield from excused(run)


def judged_at_all(run: Run) -> bool:
    """Whether anything was: where nobody answered, the conclusion is all there is to say."""
    return run["conclusion"] != "invalid" or any(row["verdict"] in SETTLED for row in run["requirements"])


def rest(run: Run, report: str | None) -> Iterator[RenderableType]:
    if judged_at_all(run):
        yield from unsettled(run)
    if found := left(run):
        yield words(found, "yellow", MESSAGE)
    yield from unheeded(run)
    yield from mistakes(run)
    yield from onward(run, report)


# --- how each profile stands ---------------------------------------------------------------------------


def standings(run: Run, width: int, in_rows: Sequence[str]) -> Iterator[RenderableType]:
    """The profiles by how they stand, each with how much of it holds; of some standings as many as fit a row."""
    by_standing: dict[str, list[str]] = {}
    for name, profile in findings.profiles(run):
        if not judged(name, profile):
            continue
        by_standing.setdefault(stands(findings.standing(profile)), []).append(scored(name, deciding(profile)))
    for standing, style in STANDINGS.items():
        if names := by_standing.get(standing):
            label = f"{standing:{LABEL}}"
            these = in_a_row(names, clamped(width) - len(label) if standing in in_rows else LONGEST)
            yield Text.assemble((label, style), one_line(capped(these, LONGEST)), overflow="fold")


def judged(name: str, profile: Profile) -> bool:
    """Whether anything of it was: what is not in a part, or was not asked for, is not for the server to have."""
    known = profiles().get(name)
    in_run = profile["conclusion"] != "partial" and (known is None or known.unasked)
    return in_run or bool(profile["must"]["total"] + profile["should"]["total"])


def stands(word: str) -> str:
    if word == "non conformant":
        return "broken"
    if word == "not applicable":
        return "not there"
    return "holds" if word.startswith("conformant") or word == "partial" else "open"


def deciding(profile: Profile) -> Score:
    """How much of it holds: of each MUST; where it has none, as a convention has, of each SHOULD."""
    must, should = Score(**profile["must"]), Score(**profile["should"])
    return must if must.total else should


def scored(name: str, score: Score) -> str:
    return f"{name} {score}" if score.total else name


# --- which clients work --------------------------------------------------------------------------------


def clients(run: Run) -> Iterator[RenderableType]:
    """A line for each that was asked for; where none was, one for all."""
    if asked := clientele.asked(run):
        yield from each_in_a_line(asked)
    elif found := clientele.clients(run):
        yield all_in_a_line(found)


def each_in_a_line(some: Sequence[Client]) -> Iterator[RenderableType]:
    for client in some[:ASKED]:
        label = clientele.label(client)
        said = Text.assemble((label, CLIENTS[client["conclusion"]]), clientele.line(client).removeprefix(label))
        yield cut(said)
    if more := some[ASKED:]:
        names = f"and {plural(len(more), 'more client')}: {', '.join(map(clientele.label, more))}"
        yield cut(Text(names, style="dim"))


def all_in_a_line(found: Sequence[Client]) -> Text:
    """How many work, how many do not, and the names of the last that are counted."""
    counted = [(word, some) for word in CLIENTS if (some := clientele.that(found, word))]
    counts = Text(", ").join(Text(f"{len(some)} {HOW_MANY[word]}", CLIENTS[word]) for word, some in counted)
    return cut(Text.assemble("clients   ", counts, ": ", ", ".join(map(clientele.label, counted[-1][1]))))


def cut(text: Text) -> Text:
    """One line, however narrow the screen is."""
    text.truncate(LONGEST, overflow="ellipsis")
    text.no_wrap, text.overflow = True, "ellipsis"
    return text


# --- what is known, and what is new -------------------------------------------------------------------


def excused(run: Run) -> Iterator[RenderableType]:
    if not (found := known.known(run)):
        return
    yield Text()
    if new := known.new(run):
        yield Text.assemble(("New: ", "bold red"), capped(", ".join(new), LONGEST), no_wrap=True, overflow="ellipsis")
    yield Text(f"Known: {known.extent(found)}", overflow="fold")
    stale = known.stale(found)
    for entry in stale[:STALE]:
        yield Text(f"Correct {known.file(found)}: {known.line(entry)}", overflow="fold")
    if more := stale[STALE:]:
        yield Text(f"and {len(more)} more to correct there", style="dim")


# --- what to fix first ---------------------------------------------------------------------------------


def causes(run: Run, room: int, wide: bool) -> Iterator[RenderableType]:
    found = run["causes"]
    if not found:
        return
    shown = found[:room]
    yield Text()
    yield causes_table(shown, tried(found), wide)
    if more := found[len(shown) :]:
        musts = sum(cause["level"] == "MUST" for cause in more)
        yield Text(f"and {plural(len(more), 'more cause')}, {musts or 'none'} of a MUST", style="dim")


def tried(found: Sequence[Cause]) -> list[str]:
    """The clients that are known to mind, or not, in the order in which they are told."""
    return list(dict.fromkeys(each["client"] for cause in found for each in cause["clients"]))


def causes_table(found: Sequence[Cause], clients: Sequence[str], wide: bool) -> Table:
    """A line for each cause; where there is room, a column for each client, else one for all of them."""
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim", expand=True)
    table.add_column("", justify="right", no_wrap=True)
    table.add_column(Text("Fix first", style="bold"), no_wrap=True, overflow="ellipsis", ratio=1)
    for head in heads(clients, wide):
        table.add_column(head, no_wrap=True)
    table.add_column("red", justify="right", no_wrap=True)
    table.add_column("hides", justify="right", no_wrap=True)
    for number, cause in enumerate(found, 1):
        title = Text(one_line(capped(cause["title"], LONGEST)), style="bold" if cause["level"] == "MUST" else "")
        figures = str(len(cause["broken"])), str(len(cause["hidden"]) or "")
        table.add_row(str(number), title, *(each_client if wide else all_clients)(cause, clients), *figures)
    return table


def heads(clients: Sequence[str], wide: bool) -> list[str]:
    return [short(client) for client in clients] if wide else ["clients"] if clients else []


def each_client(cause: Cause, clients: Sequence[str]) -> list[Text]:
    seen = {each["client"]: each["outcome"] for each in cause["clients"]}
    return [outcome(seen.get(client)) for client in clients]


def all_clients(cause: Cause, clients: Sequence[str]) -> list[Text]:
    """The worst that any client does, and how many mind: `crash 3/4`."""
    if not clients:
        return []
    minding = [each["outcome"] for each in cause["clients"] if each["outcome"] != UNMOVED]
    worst = outcome(min(minding, key=list(OUTCOMES).index, default=None))
    return [worst.append(f" {len(minding)}/{len(clients)}") if minding else worst]


def outcome(word: str | None) -> Text:
    return Text("·", "dim") if word in (None, UNMOVED) else Text(str(word), OUTCOMES[str(word)])


def short(client: str) -> str:
    """`Python` of `openai 3.52.0 (Python)`, `LangChain` of `LangChain 1.7.3`."""
    name, _, language = client.partition("(")
    if language:
        return one_line(language.rstrip(") "))
    return one_line(" ".join(word for word in name.split() if not word[0].isdigit()))


# --- what is not known, and how to go on ---------------------------------------------------------------


def unsettled(run: Run) -> Iterator[RenderableType]:
    found = open_rows(run)
    if not found:
        return
    yield Text()
    yield Text(f"Not established: {plural(sum(each.number for each in found), 'requirement')}", style="bold")
    for each in found:
        yield line(f"  {told(each)}")


def unheeded(run: Run) -> Iterator[RenderableType]:
    """The optional members that are ignored, in a line."""
    if found := ignored(run):
        yield line(f"Ignored, though asked for: {found}")


def line(text: str) -> Text:
    """One line, cut where it is longer."""
    return Text(one_line(capped(text, LONGEST)), no_wrap=True, overflow="ellipsis")


def told(each: Open) -> str:
    return f"{each.number:4} {each.why}" + (f": {each.settle}" if each.settle else "")


def mistakes(run: Run) -> Iterator[RenderableType]:
    """Our own, which are no fault of the server."""
    rows = findings.our_errors(run)
    if rows:
        named = listed([row["id"] for row in rows[:NAMED]])
        yield line(f"{plural(len(rows), 'error')} of the suite, not of the server: {named}")


def onward(run: Run, report: str | None) -> Iterator[RenderableType]:
    yield Text()
    if report and judged_at_all(run) and (run["causes"] or open_rows(run)):
        folder = report.removesuffix("index.html")
        further = "the rest of it: oaic certify --resume" if cut_off(run) else RERUN
        yield Unwrapped(f"{further} {one_line(folder)}run.json")
        yield Unwrapped(f"everything here: oaic report {one_line(folder)}run.json --show all")
    yield Text(last_line(run, report), overflow="fold")


def cut_off(run: Run) -> bool:
    """Whether it ended before it was done, or the server did."""
    ended = any(row["cause"] == BREAKER for row in run["requirements"])
    return run["truncated"] or ended or bool(run.get("spent", {}).get("stopped"))
