"""Whether a server answers without its version in the path; a server need not."""

from __future__ import annotations

from oaic_spec import contract
from oaic_spec.mounts import ROOT, root

from oaic_suite.asking.surface import Surface, plainest
from oaic_suite.asking.survey.capability import Capability
from oaic_suite.asking.survey.listed import first_id
from oaic_suite.asking.target import Target
from oaic_suite.checks.models.surface import LISTING
from oaic_suite.evidence.exchange import Exchange


def unversioned(target: Target, operation: str, body: object = None, **changes: object) -> Exchange:
    """Asks for the path of an operation at the root; what answers there is not taken for that operation."""
    known = contract().operations[operation]
    return target.send(known.method, known.path, body, server=ROOT, **changes)  # type: ignore[arg-type]


def chat(target: Target, **changes: object) -> Exchange:
    return unversioned(target, plainest(), target.body(plainest()), **changes)


def listing(target: Target) -> Exchange:
    return unversioned(target, LISTING)


def survey(target: Target) -> Capability:
    if root(target.base_url) == target.base_url:
        return Capability("absent", f"{target.base_url} has no version to leave out")
    found = listing(target)
    if found.status is None or found.status == 429 or found.status >= 500:
        return Capability("unknown", f"the probe ended in {found.outcome}")
    if found.status == 200 and first_id(found):
        return Capability("present", "models are listed without the version")
    return Capability("absent", f"the probe was answered with {found.status}, and names no model")


SURFACE = Surface("unversioned", profile="unversioned", survey=survey)
