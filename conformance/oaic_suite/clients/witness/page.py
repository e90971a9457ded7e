"""docs/witnesses.md: how many faults do what to whom, and the MUSTs that no client minds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from oaic_suite.clients.witness.ledger import harmless
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.clients.witnessed import Outcome, Witnessed
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.selecting.profile import is_witness
from oaic_suite.judging.verdict import MUST

HEAD = """# Witnesses

What clients really do when a server breaks a MUST: each was tried against every fault of the reference
server that breaks one, in every scenario of an application whose answers the fault changes (where there is
none, in whatever the suite itself asks that it changes), and the worst was kept. Written by `oaic witness`
(the data: `conformance/oaic_suite/judging/clients/witnessed.json`) and `oaic witness --page`.

* *hang*: nothing comes of it within five seconds.
* *crash*: an exception where there should be none, or the application stumbles over what it is given.
* *wrong*: another value, or no exception where there should be one.
* *silent*: something is missing, and nothing says so.
* *tolerated*: the application sees what it always sees.
* *unreached*: no scenario of this client's asks for what the fault changes.
"""
BASES = {
    "schema": "Basis schema. The published description states it and recordings keep to it: a client in another"
    " language, or the next version of these, may rely on it",
    "rfc": "Basis rfc. HTTP, JSON or server-sent events want it so: intermediaries and other clients rely on it",
    "sdk": "Basis sdk. None of the clients tried minds: to be argued again, on another basis or as a SHOULD",
}
ASKED = tuple(word for word in Outcome if word is not Outcome.TOLD)  # whose exceptions they are is not asked here
# What these trials cannot show.
APART = {
    "cors.": "For browsers. They enforce it, and no client tried runs in one",
    "http.concurrency": "For several at once. Each scenario runs alone",
    "headers.retry.": "For clients that try again. None does in these trials",
}


def page(clients: Mapping[str, Witnessed]) -> str:
    musts = {id: requirement for id, requirement in catalogue().items() if requirement.level is MUST}
    unminded = harmless([id for id in musts if not is_witness(id)], clients)
    return "\n".join([HEAD, *table(clients), "", *tolerated(musts, unminded), *unreached(musts, unminded)]) + "\n"


def table(clients: Mapping[str, Witnessed]) -> list[str]:
    head = f"| client | tried on | {' | '.join(ASKED)} |"
    return [head, f"| --- | --- |{' --: |' * len(ASKED)}", *map(counted, clients.values())]


def counted(client: Witnessed) -> str:
    tally = Counter(found.outcome for found in client.findings.values())
    runs_on = [f"{name} {version}" for name, version in client.versions.items() if version not in client.label]
    tried_on = ", ".join([client.date, *runs_on])
    return f"| {client.label} | {tried_on} | {' | '.join(str(tally[word]) for word in ASKED)} |"


def tolerated(musts: Mapping[str, Requirement], unminded: Mapping[str, list[str]]) -> list[str]:
    ids = [id for id, met in unminded.items() if met]
    reasons = {id: why(musts[id]) for id in ids}
    told = [f"## MUSTs that no client tried minds ({len(ids)})", ""]
    for reason in dict.fromkeys(sorted(reasons.values())):
        own = [f"* `{id}` ({len(unminded[id])} tried)" for id in ids if reasons[id] == reason]
        told += [f"{reason}:", "", *own, ""]
    return told


def why(requirement: Requirement) -> str:
    return next(
        (reason for prefix, reason in APART.items() if requirement.id.startswith(prefix)), BASES[requirement.basis]
    )


def unreached(musts: Mapping[str, Requirement], unminded: Mapping[str, list[str]]) -> list[str]:
    ids = [id for id, met in unminded.items() if not met]
    told = [f"## MUSTs that no scenario of a client reaches ({len(ids)})", ""]
    return [*told, *(f"* `{id}` ({musts[id].basis})" for id in ids)]
