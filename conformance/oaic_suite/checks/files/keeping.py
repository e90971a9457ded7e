"""A file that is sent, and what is told of it."""

from oaic_suite.asking.form import Attachment
from oaic_suite.checks.files.readings import called, purpose, sent
from oaic_suite.checks.files.surface import CREATE, FOR, LINE
from oaic_suite.evidence.located import repeated, unlike
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

HOUR = 3600


@conversation("reply")
def expiring_file(target, kept_file):
    """A file that is to be forgotten after an hour."""
    kept_file.require_status()
    target.capabilities.require("files-expiring")
    expiry = {"anchor": "created_at", "seconds": HOUR}
    return target.ask(CREATE, file=Attachment("brief.jsonl", LINE), purpose=FOR, expires_after=expiry)


@requirement(
    "files.keeping.status",
    MUST,
    basis="schema",
    on=CREATE,
    owns="@outcome",
    breaks="no batch begins and no document is read: each starts with a file that is sent",
)
def test_a_file_is_kept(kept_file):
    """A file that is sent as the official SDKs send one is kept with status 200."""
    assert kept_file.outcome == 200


@requirement(
    "files.keeping.schema",
    MUST,
    basis="schema",
    on=CREATE,
    breaks="clients have no id to refer to the file by, or fail to decode it",
)
def test_a_file_keeps_the_contract(kept_file):
    """A file is described by its `id`, `object`, `bytes`, `created_at`, `filename` and `purpose`."""
    assert kept_file.residue() == []


@requirement(
    "files.keeping.own-id",
    MUST,
    basis="schema",
    breaks="one file is read, or deleted, in place of another",
)
def test_every_file_has_its_own_id(kept_file, later_file):
    """No two files have the same `id`."""
    assert repeated([file.sound("/id")[0] for file in (kept_file, later_file)], "an id of its own") == []


@requirement(
    "files.keeping.bytes",
    SHOULD,
    basis="schema",
    on=CREATE,
    only=OURS,
    breaks="clients that compare sizes believe that the file was cut",
)
def test_a_file_is_as_long_as_it_was_sent(kept_file):
    """`bytes` is the number of bytes that were sent."""
    assert kept_file.sound("/bytes")[0].value == len(sent(kept_file))


@requirement(
    "files.keeping.filename",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="people do not find their file by its name",
)
def test_a_file_is_called_as_it_was_sent(kept_file):
    """`filename` is the name the file was sent with."""
    assert kept_file.at("filename") == called(kept_file)


# RFC 7578, 5.1.3: where no form says another, text of a form is in UTF-8; browsers and SDKs send names so.
@requirement(
    "files.keeping.letters",
    SHOULD,
    basis="rfc",
    on=CREATE,
    only=OURS,
    breaks="who names files in another language than English reads a row of other letters, and does not find them",
)
def test_a_name_keeps_its_letters(lettered_file):
    """A `filename` keeps letters beyond ASCII, which are sent in UTF-8 (RFC 7578, 5.1.3)."""
    assert lettered_file.at("filename") == called(lettered_file)


@requirement(
    "files.keeping.purpose",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="clients that list files by purpose do not find it",
)
def test_a_file_is_for_what_it_was_sent_for(kept_file):
    """`purpose` is the one the file was sent for."""
    assert kept_file.at("purpose") == purpose(kept_file)


@requirement(
    "files.keeping.expiry",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=OURS,
    breaks="what was to be forgotten after an hour is kept for good, or vanishes unasked",
)
def test_a_file_expires_when_it_is_to(expiring_file):
    """With `expires_after` a file has an `expires_at`, so many seconds after `created_at`."""
    (created,) = expiring_file.sound("/created_at")
    assert unlike([expiring_file.found()], ("expires_at",), created.value + HOUR) == []
