"""Files by the Node SDK: sent, read back, sent in parts, walked page after page."""

from oaic_suite.asking.form import Attachment
from oaic_suite.checks.files.conversations import CONTENT
from oaic_suite.checks.files.surface import FOR, LINE
from oaic_suite.checks.sdk_node.readings.kept import content, described, pages, whole_of
from oaic_suite.clients.node.played import play
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST

NAME = "by-the-sdk.jsonl"


@conversation()
def node_file(target, kept_file):
    kept_file.require_status()
    return play(target, "files.send", {"file": Attachment(NAME, CONTENT), "purpose": FOR})


@conversation()
def node_content(target, kept_file, file_content):
    file_content.require_status()
    return play(target, "files.content", {"id": kept_file.id_at("id")})


@conversation()
def node_parts(target, uploaded_content):
    uploaded_content.require_status()
    return play(target, "uploads.whole", {"file": Attachment(NAME, LINE), "purpose": FOR})


@conversation()
def node_pages(target, file_pages):
    """Two pages, the second of them asked for by the SDK itself."""
    file_pages[-1].require_status()
    return play(target, "files.walked", {})


@requirement(
    "sdk-node.files.send",
    MUST,
    basis="sdk",
    breaks="programs in Node that send a file end in an exception, or have no id to go on with",
)
def test_a_file_is_sent(node_file):
    """The official Node SDK sends a file, and reads what is told of it as it stands in the answer."""
    assert node_file.misread(described) == []


@requirement(
    "sdk-node.files.content",
    MUST,
    basis="sdk",
    breaks="programs in Node that fetch what came of a batch end in an exception",
)
def test_a_file_is_read_back(node_content):
    """The official Node SDK gives what a file holds byte for byte, whatever its `Accept` says."""
    assert node_content.misread(content) == []


@requirement(
    "sdk-node.files.in-parts",
    MUST,
    basis="sdk",
    breaks="files that are too large for one request cannot be sent from Node",
)
def test_a_file_is_sent_in_parts(node_parts):
    """The official Node SDK sends a file in parts, and reads the file that it became."""
    assert node_parts.misread(whole_of(node_parts)) == []


@requirement(
    "sdk-node.files.pages",
    MUST,
    basis="sdk",
    breaks="who iterates over files in Node reads the first one again and again",
)
def test_files_are_iterated(node_pages):
    """The official Node SDK goes on from page to page of the files, and meets none twice."""
    assert node_pages.misread(pages(node_pages)) == []
