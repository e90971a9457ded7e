"""A model as it was fetched, beside its entry in the list."""

from __future__ import annotations

from urllib.parse import unquote

from oaic_suite.evidence.located import unlike
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply


def unlike_listed(model: Reply, listing: Reply) -> list[Finding]:
    """The members of a model that its entry in the list has too, with another value: either may have more."""
    asked = unquote(model.request.url.rpartition("/")[2])
    entry = listing.entry("id", asked, "data")
    shared = [name for name in entry if name in model.json]
    return [finding for name in shared for finding in unlike([model.found(name)], (), entry[name])]
