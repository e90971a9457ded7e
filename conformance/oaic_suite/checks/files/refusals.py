"""Files that are sent wrong: refused, and as the client's fault."""

from oaic_suite.asking.form import as_form
from oaic_suite.checks.errors.conversations import Case, cases, having, without
from oaic_suite.checks.files.surface import CREATE
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

CUT = 60  # bytes: the boundary at the end, and some of what stands before it
DECLARED = as_form({})[1]


def cut_short(body):
    return as_form(body)[0][:-CUT]


def whole(body):
    return as_form(body)[0]


WRONG = cases(
    Case("missing-file", without("file")),
    Case("missing-purpose", without("purpose")),
    Case("purpose", having(purpose="no-such-purpose-6f1d2c")),
    Case("cut-short", cut_short, headers={"content-type": DECLARED}),
    Case("boundary", whole, headers={"content-type": "multipart/form-data; boundary=another"}),
)


@conversation("refusal", WRONG)
def refused_file(target, kept_file, variant):
    """A file that is sent wrong, beside one that was kept."""
    kept_file.require_status()
    exchange = target.provoke(CREATE, variant.spoil(target.body(CREATE)), headers=variant.headers)
    return Refusal(exchange, case=variant.name)


@requirement(
    "files.refusals.missing-file",
    MUST,
    basis="schema",
    on=CREATE,
    only="missing-file",
    owns="@outcome",
    breaks="a client that forgot its file believes that it is kept",
)
def test_a_form_without_a_file_is_refused(refused_file):
    """A form without a `file` is refused."""
    assert refused_file.accepted == []


@requirement(
    "files.refusals.missing-purpose",
    SHOULD,
    basis="schema",
    on=CREATE,
    only="missing-purpose",
    owns="@outcome",
    breaks="what is kept for nothing is taken by nothing: a client learns it later, elsewhere",
)
def test_a_file_for_nothing_is_refused(refused_file):
    """A form without a `purpose` is refused."""
    assert refused_file.accepted == []


@requirement(
    "files.refusals.purpose",
    SHOULD,
    basis="schema",
    on=CREATE,
    only="purpose",
    owns="@outcome",
    breaks="a mistyped purpose is learnt of later, elsewhere",
)
def test_a_file_for_something_unknown_is_refused(refused_file):
    """A purpose that there is not is refused."""
    assert refused_file.accepted == []


# RFC 2046, 5.1.1: a multipart body ends with the boundary and two hyphens.
@requirement(
    "files.refusals.cut-short",
    SHOULD,
    basis="rfc",
    on=CREATE,
    only=("cut-short", "boundary"),
    owns="@outcome",
    breaks="half a file is kept as a whole one",
)
def test_a_form_that_is_cut_is_refused(refused_file):
    """A form that does not begin and end with its boundary is refused (RFC 2046, 5.1.1)."""
    assert refused_file.accepted == []


@requirement(
    "files.refusals.client-fault",
    MUST,
    basis="sdk",
    on=CREATE,
    only=OURS,
    owns="@blame",
    breaks="the official SDKs retry every 5xx: the file is sent three times, and monitors raise the alarm",
)
def test_a_file_that_is_sent_wrong_is_the_fault_of_the_client(refused_file):
    """A file that is sent wrong is refused with a 4xx, where it is refused, never with a 5xx."""
    assert refused_file.refused_with < 500
