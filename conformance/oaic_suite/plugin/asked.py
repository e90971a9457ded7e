"""Which part of the requirements the options ask for, and what an older run says of the target."""

from __future__ import annotations

from pathlib import Path

import pytest
from oaic_spec import contract

from oaic_suite.asking.survey.address import Mistake, WrongAddress, check_address
from oaic_suite.evidence.shown.printable import printable
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.run import suite
from oaic_suite.judging.selecting.part import Earlier, NotARun, Part, client_part, cut_off, earlier, quick_part, unknown
from oaic_suite.judging.selecting.resumed import Resumed
from oaic_suite.judging.settling.known import Baseline
from oaic_suite.judging.settling.known_file import NotABaseline, read
from oaic_suite.plugin.settings.options import Asked


class NothingAsked(Exception):
    """No requirement is meant; says why."""


def asked_again(asked: Asked) -> Earlier | None:
    """The run that is to be asked again or to go on, if there is one."""
    if asked.rerun is None and asked.resume is None:
        return None
    try:
        found = earlier(Path(asked.rerun)) if asked.rerun is not None else cut_off(Path(asked.resume or ""))
        if found.address is not None and asked.base_url is None:
            check_address(found.address)
    except (NotARun, WrongAddress) as wrong:
        raise pytest.UsageError(printable(str(wrong))) from None
    return found


def known_failures(asked: Asked) -> Baseline | None:
    """The list of failures that are known, if one is given."""
    try:
        return None if asked.baseline is None else read(Path(asked.baseline))
    except NotABaseline as wrong:
        raise pytest.UsageError(str(wrong)) from None


def part_asked(asked: Asked, again: Earlier | None) -> Part:
    resumes = asked.resume is not None
    options = {
        "--quick": asked.quick,
        "--rerun": asked.rerun is not None or (again and not resumes),
        "--resume": resumes,
        "--client": asked.client,
    }
    named = [name for name, given in options.items() if given]
    if named[1:]:
        raise pytest.UsageError(f"{' and '.join(named[:2])} name two parts: it is one or the other")
    if again and again.resumed:
        return part_left(asked, again.resumed)
    if again:
        return Part(asked.only, again.ids, "--rerun", skips=asked.skip)
    if asked.client:
        return client_part(asked.client, asked.only, asked.skip)
    return quick_part(asked.only, asked.skip) if asked.quick else Part(asked.only, skips=asked.skip)


def part_left(asked: Asked, resumed: Resumed) -> Part:
    """What a run that was cut off left of what it was asked for."""
    only, skips = tuple(resumed.selection["only"]), tuple(resumed.selection.get("skip", ()))
    given = {"only": (asked.only, only), "skip": (asked.skip, skips), "set": (asked.set, resumed.edition)}
    for name, (now, then) in given.items():
        if now and now != then:
            raise pytest.UsageError(f"--{name} was {printable(str(then or 'not given'))} in the run that goes on")
    require_same_suite(resumed)
    return Part(only, resumed.asked, "--resume", skips=skips, kept=resumed.kept)


def require_same_suite(resumed: Resumed) -> None:
    """What another suite settled is not what this one would have said."""
    then, now = resumed.run["suite"], suite()
    if [then["name"], then["version"]] != [now["name"], now["version"]]:
        raise pytest.UsageError(
            f"{printable(resumed.file)} was judged by {printable(then['name'])} {printable(then['version'])}, "
            f"and this is {now['version']}: what it settled cannot be kept; --rerun asks what it left"
        )
    unknown = sorted({row["id"] for row in resumed.run["requirements"]} - catalogue().keys())
    if unknown or resumed.run["contract"]["digest"] != contract().digest:
        raise pytest.UsageError(f"{printable(resumed.file)} was judged by another contract; --rerun asks what it left")


def require_same_target(resumed: Resumed, base_url: str, model: str | None) -> None:
    """That what goes on is about the same server, and the same model of it."""
    then = resumed.run["target"]
    if not then["embedded"] and base_url != then["base_url"]:
        raise Mistake(f"the run that goes on was one of {then['base_url']}, not of {base_url}")
    if model is not None and then["model"] not in (None, model):
        raise Mistake(f"the run that goes on asked the model {then['model']}, not {model}")


def check_not_empty(asked: Asked, part: Part) -> None:
    """A beginning with which nothing begins is a mistake; so is a run without anything to ask again."""
    known = () if part.is_all else catalogue()
    for prefix in (*asked.only, *asked.skip):
        if not any(id.startswith(prefix) for id in known):
            raise NothingAsked(unknown(prefix, known))
    if not (part.is_all or any(part.takes(id) for id in known)):
        raise NothingAsked(f"nothing to judge: {nothing_in(asked, part)}")


def nothing_in(asked: Asked, part: Part) -> str:
    if asked.resume is not None:
        return f"{printable(asked.resume)} left nothing open"
    if asked.rerun is None and not part.by:
        return "--skip leaves nothing of it"
    if asked.rerun is None:
        return f"{part.by} holds nothing that --only asks for"
    besides = " that --only asks for" if asked.only else ""
    return f"nothing{besides} failed or stayed open in {printable(asked.rerun)}"
