"""What a file holds, given back."""

from oaic_suite.checks.files.readings import sent
from oaic_suite.checks.files.surface import FETCH
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

KEPT_BACK = (400, 403)


@conversation("bytes")
def file_content(target, kept_file):
    """What a file of text holds."""
    target.capabilities.require("files-fetched")
    return target.ask(FETCH, file_id=kept_file.id_at("id"))


@conversation("bytes")
def picture_content(target, kept_picture):
    """What a file holds that is no text; for some purposes a server, such as upstream, gives none back."""
    target.capabilities.require("files-fetched")
    content = target.ask(FETCH, file_id=kept_picture.id_at("id"))
    if content.status in KEPT_BACK:
        raise NotApplicable(f"files of this purpose are not given back: it is refused with {content.status}")
    return content


@requirement(
    "files.fetching.status",
    MUST,
    basis="schema",
    on=FETCH,
    owns="@outcome",
    breaks="nobody reads what came of a batch: it is a file that is fetched",
)
def test_a_content_is_fetched(file_content):
    """What a file holds is given with status 200."""
    assert file_content.outcome == 200


@requirement(
    "files.fetching.same",
    MUST,
    basis="schema",
    breaks="what is read back is not what was sent: readers of batches trip over the first line",
)
def test_a_content_is_what_was_sent(kept_file, file_content):
    """What a file holds is given byte for byte, in nothing else."""
    assert file_content.unlike(sent(kept_file)) == []


@requirement(
    "files.fetching.binary",
    MUST,
    basis="schema",
    breaks="pictures, sounds and documents come back broken",
)
def test_a_content_that_is_no_text_is_what_was_sent(kept_picture, picture_content):
    """What a file holds that is no text is given byte for byte as well."""
    assert picture_content.unlike(sent(kept_picture)) == []


# RFC 9110, 8.3: a sender that generates a message containing content should generate a Content-Type.
@requirement(
    "files.fetching.declared",
    SHOULD,
    basis="rfc",
    on=FETCH,
    breaks="browsers and proxies guess what it is, and run it as a page",
)
def test_a_content_is_declared(file_content):
    """What a file holds is declared by a media type, and not as a page (RFC 9110, 8.3)."""
    assert file_content.media_type not in ("", "text/html")
