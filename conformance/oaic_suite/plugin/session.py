"""The stage of a pytest session: set when the first check is asked, struck when the session ends."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from oaic_suite.asking.secrets.redaction import Redactor
from oaic_suite.evidence.unsettled import NotRun
from oaic_suite.judging.settling.convicting import Conviction, recorded
from oaic_suite.judging.stage import Stage
from oaic_suite.plugin.controller import Struck
from oaic_suite.plugin.stash import controller_key, settled_key, stage_key, ticker_key


def staged(session: pytest.Session) -> Stage:
    """The stage all checks of a session are asked on; without a target nothing is run."""
    if stage := session.stash.get(stage_key, None):
        return stage
    config = session.config
    settled = config.stash.get(settled_key, None)
    if settled is None:
        raise pytest.UsageError("the conformance checks were reached without a target")
    if settled.failure:
        raise NotRun(settled.failure, "preflight")
    target = settled.target(getattr(config, "workerinput", {}).get("workerid", "x") + "-")
    if ticker := config.stash.get(ticker_key, None):
        target.tell = ticker.tell
    if controller := config.stash.get(controller_key, None):
        target.log = controller.progress.heard
    return session.stash.setdefault(stage_key, Stage(target, keeps_apart=False))


def redactor(session: pytest.Session) -> Redactor:
    """What takes secrets out of all that this process tells."""
    stage = session.stash.get(stage_key, None)
    return stage.target.client.redactor if stage else session.config.stash[settled_key].redactor()


def convicted(session: pytest.Session, rows: Collection[str]) -> tuple[list[Conviction], bool]:
    """What the exchanges of this process show beside what they were asked for, and whether an interrupt ended that."""
    found: list[Conviction] = []
    stage = session.stash.get(stage_key, None)
    try:
        for conviction in recorded(stage.asked, stage.judged, rows, stage.target.client.redactor) if stage else ():
            found.append(conviction)  # what was found before an interrupt is kept
    except KeyboardInterrupt:
        return found, True
    return found, False


def strike(session: pytest.Session) -> Struck:
    """Closes the connections, and says what went over them; nothing of it is kept."""
    stage = session.stash.get(stage_key, None)
    if stage is None:
        return Struck()
    del session.stash[stage_key]
    target = stage.target
    redacted = target.client.redactor.text
    ended = redacted(target.leave())
    left = tuple(map(redacted, target.left_behind))
    return Struck(target.client.sent, target.budget.tokens, target.budget.made, target.pace.taken(), ended, left)


def sent_so_far(session: pytest.Session) -> int:
    """Requests of this process."""
    stage = session.stash.get(stage_key, None)
    return stage.target.client.sent if stage else 0
