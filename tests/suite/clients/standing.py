"""How clients stand with the reference server, broken or not, asked in this process."""

from __future__ import annotations

from collections.abc import Sequence

from oaic_suite.asking.survey.preflight import preflight, survey
from oaic_suite.asking.target import Target
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.document.record import exchange_record, record_of
from oaic_suite.judging.document.run_json import Client
from oaic_suite.judging.run import Run
from oaic_suite.judging.selecting.part import client_part
from oaic_suite.judging.selecting.selection import Selection
from oaic_suite.judging.stage import Stage


def stands(target: Target, names: Sequence[str]) -> dict[str, Client]:
    """By name, how the clients stand of which a server was asked all that they need."""
    part = client_part(names)
    run, redactor = Run(selection=Selection.of((), part), clients=tuple(names)), target.client.redactor
    target.log = lambda exchange: run.keep([exchange_record(exchange, redactor)])
    preflight(target)
    survey(target)
    run.capabilities = {
        name: {"state": found.state, "how": found.how} for name, found in target.capabilities.known.items()
    }
    run.selection.choose_all(part.ids or ())
    stage = Stage(target)
    for id in part.ids or ():
        for variant, choice in part.variants(catalogue()[id]).items():
            run.add(record_of(id, variant, stage.judge(catalogue()[id], choice), redactor))
    return {client["name"]: client for client in run.document(finished=True).get("clients", [])}
