"""What files are as they were sent, and in which order they are listed."""

from __future__ import annotations

import re

from oaic_spec import Form

from oaic_suite.evidence.content import Content
from oaic_suite.evidence.located import failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished, NotRun


def form_of(file: Reply) -> Form:
    """What was sent; of a recording it need not be known."""
    if file.request.form is None:
        raise NotRun("the exchange kept no form", "not-kept")
    return file.request.form


def sent(file: Reply) -> bytes:
    """What a request sent as the file."""
    return form_of(file).files["file"][0].content


def require_given_back(file: Reply, content: Content) -> None:
    """Texts come back as they were sent, but for how their lines end: only then does one tell what was kept."""
    if content.content.splitlines() != sent(file).splitlines():
        raise NotEstablished("files are not given back as they were sent", "files.fetching.same")


def called(file: Reply) -> str:
    """As what it was sent, without the folders that some clients send along."""
    return re.split(r"[\\/]", form_of(file).body["file"])[-1]


def purpose(file: Reply) -> str:
    """What it was sent for."""
    return str(form_of(file).body["purpose"])


def unlisted(page: Reply, file: Reply) -> list[Finding]:
    there = [item.get("id") for item in page.array("data") if isinstance(item, dict)]
    return [] if file.at("id") in there else [page.found("data").finding(f"the file {file.at('id')!r}")]


def disordered(page: Reply, *ids: str) -> list[Finding]:
    """That these files do not follow each other so on a page; on which they must all be to tell."""
    there = [id.value for id in page.each("/data/*/id")]
    if not all(id in there for id in ids):
        raise NotApplicable("the server has more files than a page that is asked for")
    found = [id for id in there if id in ids]
    return [] if found == [*ids] else [page.found("data").finding(" before ".join(map(repr, ids)))]


def astray(page: Reply, wanted: str) -> list[Finding]:
    """The files on a page that are for something else."""
    return failing(page.sound("/data/*/purpose"), lambda told: told == wanted, wanted)


def is_oldest_first(page: Reply) -> bool:
    dates = [entry.get("created_at") for entry in page.each("/data/*")]
    return all(isinstance(date, int) for date in dates) and dates == sorted(dates) and dates[0] < dates[-1]
