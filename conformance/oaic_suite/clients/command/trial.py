"""A command before every fault and every oddity, by a few workers, each with a server and a process of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

import httpx

from oaic_suite.asking.started.embedded import Embedded
from oaic_suite.clients.command import otherwise
from oaic_suite.clients.command.client import InCommand
from oaic_suite.clients.command.control import ARGUMENTS, Control
from oaic_suite.clients.command.manners import SCENES, behaved
from oaic_suite.clients.witness.outcome import Seen
from oaic_suite.clients.witness.scenario import SCENARIOS, Scenario
from oaic_suite.clients.witness.trial import SEED, Stand
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.clients.judged import ALWAYS, ClientRow, Kind, fails
from oaic_suite.judging.clients.witnessed import Finding, Outcome
from oaic_suite.judging.selecting.profile import is_witness
from oaic_suite.proof.faults import Fault, listed_faults
from oaic_suite.proof.wire_names import EVERY

Tell = Callable[[str], None]
TOLERATED = (Outcome.TOLERATED,)
NOT_HELD_AGAINST = (Outcome.TOLERATED, Outcome.UNREACHED)
ATTEMPTS = 2  # until silence is believed


@dataclass(frozen=True)
class Wanted:
    """What was asked for: of faults, oddities and scenes those whose ids begin so, in these scenarios."""

    words: Sequence[str]
    only: str = ""
    scenarios: Sequence[str] = ()
    jobs: int = 2
    seconds: float = 5.0
    most: int = 3  # scenarios in which one fault is tried
    gate: Outcome = Outcome.CRASH

    def played(self) -> dict[str, Scenario]:
        """What is done in different ways comes first."""
        chosen = {name: SCENARIOS[name] for name in self.scenarios or SCENARIOS}
        by_doing = [list(same) for _, same in groupby(sorted(chosen, key=doing), doing)]
        longest = max(map(len, by_doing))
        return {name: chosen[name] for turn in range(longest) for same in by_doing for name in same[turn : turn + 1]}


def doing(name: str) -> str:
    return SCENARIOS[name].doing


def chosen(only: str) -> tuple[list[Fault], list[str]]:
    """The faults and oddities whose ids begin so, but for those that only an SDK of ours meets; and the scenes."""
    faults = [fault for fault in listed_faults() if fault.id.startswith(only) and not is_witness(fault.id)]
    return faults, [name for name in SCENES if name.startswith(only)]


@dataclass
class Place:
    """A worker's server, and its process of the client."""

    wanted: Wanted
    stand: Stand
    client: InCommand

    @classmethod
    def open(cls, wanted: Wanted) -> Place:
        server = Embedded((*ARGUMENTS, "--seed", SEED)).start()
        client = InCommand(Control(server), wanted.words, wanted.seconds)
        return cls(wanted, Stand(client, server, wanted.played(), wanted.most, ATTEMPTS), client)

    def close(self) -> None:
        self.client.end()
        self.client.control.close()
        self.stand.server.stop()


@dataclass
class Places:
    """One for each thread that asks for it."""

    wanted: Wanted
    _opened: list[Place] = field(default_factory=list)
    _here: threading.local = field(default_factory=threading.local)

    def here(self) -> Place:
        if not hasattr(self._here, "place"):
            self._here.place = Place.open(self.wanted)
            self._opened.append(self._here.place)
        place: Place = self._here.place
        return place

    def close(self) -> None:
        for place in self._opened:
            place.close()


@dataclass(frozen=True)
class Tried:
    rows: list[ClientRow]
    cannot: list[str]
    failure: str | None = None


def try_command(wanted: Wanted, tell: Tell) -> Tried:
    """Raises `NoCommand` where it cannot be started."""
    faults, scenes = chosen(wanted.only)
    places = Places(wanted)
    try:
        tell(f"{len(wanted.played())} scenarios before a sound server")
        rows, sound = before_the_sound(places.here(), wanted)
        cannot = not_done(places.here())
        if not sound:
            return Tried(rows, cannot, "the client did nothing twice alike before a server that is sound")
        found = [partial(misbehaved, places, name, sound) for name in scenes]
        found += [partial(faced, places, fault, sound) for fault in faults]
        return Tried([*rows, *by_workers(found, wanted.jobs, tell)], cannot)
    except KeyboardInterrupt:
        return Tried([], [], "the trial was cut short")
    except httpx.HTTPError as problem:
        return Tried([], [], f"the reference server does not answer: {problem}")
    finally:
        places.close()


def by_workers(tasks: Sequence[Callable[[], ClientRow]], jobs: int, tell: Tell) -> list[ClientRow]:
    """In their order; what has not begun when one fails is left."""
    with ThreadPoolExecutor(jobs) as pool:
        asked = [pool.submit(task) for task in tasks]
        try:
            for number, one in enumerate(as_completed(asked), 1):
                tell(f"{number}/{len(asked)} {one.result()['id']}: {one.result()['outcome']}")
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
        return [one.result() for one in asked]


# --- before a sound server -------------------------------------------------------------------------------


def before_the_sound(place: Place, wanted: Wanted) -> tuple[list[ClientRow], dict[str, Seen]]:
    rows, sound = [], {}
    for name in place.stand.scenarios:
        row, seen = played(place, name, wanted)
        rows.append(row)
        if row["outcome"] == "tolerated":
            sound[name] = seen
    return rows, sound


def not_done(place: Place) -> list[str]:
    """What the client does in none of its scenarios."""
    done = {each.doing for each in place.stand.scenarios.values() if place.client.can(each)}
    return sorted({each.doing for each in place.client.cannot} - done)


def played(place: Place, name: str, wanted: Wanted) -> tuple[ClientRow, Seen]:
    """A scenario that the client does twice alike, and in which it does nothing wrong."""
    scenario = place.stand.scenarios[name]
    seen = place.stand.lasting(name, EVERY)
    complaints = place.client.asked.complaints(refused=is_refused(name))
    finding = as_expected(seen, is_refused(name))
    if not place.client.can(scenario):
        finding, complaints = Finding(Outcome.UNREACHED, name, "the client does not do this"), []
    elif finding.outcome is Outcome.TOLERATED and place.stand.play(name, EVERY).same_as != seen.same_as:
        finding = Finding(Outcome.UNREACHED, name, "it is not the same twice: from that nothing could be told")
    statement = f"The client does `{scenario.doing}` before a server that is sound."
    return row_of("sound", f"sound.{name}", statement, finding, NOT_HELD_AGAINST, complaints, wanted), seen


def is_refused(name: str) -> bool:
    return name.startswith("errors.") or name == "models.unknown"


def as_expected(seen: Seen, refused: bool) -> Finding:
    if seen.hung:
        return Finding(Outcome.HANG, "", "nothing comes of it")
    if seen.ended is not None:
        return Finding(Outcome.CRASH, "", f"ends {seen.ended}")
    if seen.raised and not (refused and seen.raised.get("own")):
        return Finding(Outcome.CRASH, "", f"raises {seen.raised['class']}")
    if refused and not seen.raised:
        return Finding(Outcome.WRONG, "", "it is refused, and nothing says so")
    return Finding(Outcome.TOLERATED)


# --- before any other ------------------------------------------------------------------------------------


def faced(places: Places, fault: Fault, sound: Mapping[str, Seen]) -> ClientRow:
    place = places.here()
    found = place.stand.worst(fault.id, sound)
    if fault.kind == "fault":
        row = row_of("fault", fault.id, fault.summary, found, (), (), places.wanted)
        row["level"] = catalogue()[fault.requirement or ""].level.value
        return row
    good = tuple(Outcome) if fault.id in otherwise.known() else NOT_HELD_AGAINST
    good = tuple(word for word in good if word not in ALWAYS)
    return row_of("benign", fault.id, fault.summary, found, good, (), places.wanted)


def misbehaved(places: Places, name: str, sound: Mapping[str, Seen]) -> ClientRow:
    """The scenario in which it behaves worst."""
    scene = SCENES[name]
    found = behaved(places.here().client, scene, sound)
    if not found:
        return row_of("manner", name, scene.statement, Finding(Outcome.UNREACHED), NOT_HELD_AGAINST, (), places.wanted)
    worst = min(found, key=lambda each: (each.finding.outcome in scene.good, not each.complaints, each.finding.rank))
    return row_of("manner", name, scene.statement, worst.finding, scene.good, worst.complaints, places.wanted)


def row_of(
    kind: Kind,
    id: str,
    statement: str,
    finding: Finding,
    good: Sequence[Outcome],
    complaints: Sequence[str],
    wanted: Wanted,
) -> ClientRow:
    return {
        "id": id,
        "kind": kind,
        "statement": statement,
        "level": None,
        "outcome": finding.outcome.value,
        "scenario": finding.scenario,
        "detail": finding.detail,
        "complaints": list(complaints),
        "fails": fails(kind, finding.outcome, good=good, complaints=complaints, gate=wanted.gate),
    }
