"""Which part of the requirements the options ask for, and what an older run says of the target."""

from __future__ import annotations

from pathlib import Path

import pytest

from oaic_suite.asking.address import WrongAddress, check_address
from oaic_suite.evidence.printable import printable
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.known import Baseline
from oaic_suite.judging.known_file import NotABaseline, read
from oaic_suite.judging.part import Earlier, NotARun, Part, client_part, earlier, quick_part, unknown
from oaic_suite.plugin.options import Asked


class NothingAsked(Exception):
    """No requirement is meant; says why."""


def asked_again(asked: Asked) -> Earlier | None:
    """The run that is to be asked again, if there is one."""
    if asked.rerun is None:
        return None
    try:
        found = earlier(Path(asked.rerun))
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
    named = [
        name for name, given in (("--quick", asked.quick), ("--rerun", again), ("--client", asked.client)) if given
    ]
    if named[1:]:
        raise pytest.UsageError(f"{' and '.join(named[:2])} name two parts: it is one or the other")
    if again:
        return Part(asked.only, again.ids, "--rerun", skips=asked.skip)
    if asked.client:
        return client_part(asked.client, asked.only, asked.skip)
    return quick_part(asked.only, asked.skip) if asked.quick else Part(asked.only, skips=asked.skip)


def check_not_empty(asked: Asked, part: Part) -> None:
    """A beginning with which nothing begins is a mistake; so is a run without anything to ask again."""
    known = () if part.is_all else catalogue()
    for prefix in (*asked.only, *asked.skip):
        if not any(id.startswith(prefix) for id in known):
            raise NothingAsked(unknown(prefix, known))
    if not (part.is_all or any(part.takes(id) for id in known)):
        raise NothingAsked(f"nothing to judge: {nothing_in(asked, part)}")


def nothing_in(asked: Asked, part: Part) -> str:
    if asked.rerun is None and not part.by:
        return "--skip leaves nothing of it"
    if asked.rerun is None:
        return f"{part.by} holds nothing that --only asks for"
    besides = " that --only asks for" if asked.only else ""
    return f"nothing{besides} failed or stayed open in {printable(asked.rerun)}"
