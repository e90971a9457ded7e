"""Files by the official Python SDK: sent, read back, sent in parts, walked page after page."""

from oaic_suite.checks.files.conversations import CONTENT
from oaic_suite.checks.files.surface import FOR, LINE
from oaic_suite.checks.sdk.conversations import WAYS
from oaic_suite.checks.sdk.readings import below
from oaic_suite.evidence.content import Content
from oaic_suite.evidence.located import Located
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST

NAME = "by-the-sdk.jsonl"
PARTS = len(LINE) // 2 + 1  # bytes of a part: there are two


@conversation(variants=WAYS)
def sdk_file(target, sdk, kept_file, variant):
    kept_file.require_status()
    return sdk.ask(variant[0], "file_sent", NAME, CONTENT, FOR)


@conversation(variants=WAYS)
def sdk_content(target, sdk, kept_file, file_content, variant):
    file_content.require_status()
    return sdk.ask(variant[0], "file_content", kept_file.id_at("id"))


@conversation(variants=WAYS)
def sdk_in_parts(target, sdk, completed_upload, variant):
    completed_upload.require_status()
    return sdk.ask(variant[0], "file_in_parts", NAME, LINE, FOR, PARTS)


@conversation(variants=WAYS)
def sdk_pages(target, sdk, file_pages, variant):
    """Two pages, the second of them asked for by the SDK itself."""
    file_pages[-1].require_status()
    return sdk.ask(variant[0], "files_walked")


def file_id(exchange):
    Reply(exchange).id_at("id")  # not established without one
    return below(exchange, {"answer": (), "id": ("id",)})


def content(exchange):
    found = Content(exchange)
    return {"content": Located(found.content.decode("latin-1"), found.place())}


def uploaded(exchange):
    Reply(exchange).id_at("file", "id")
    return below(exchange, {"answer": (), "id": ("file", "id")})


def pages(heard):
    """The ids on the pages that were fetched, each once; two there are at least."""
    fetched = [Reply(exchange) for exchange in heard.exchanges]

    def read_pages(exchange):
        found = {id.value: id for page in fetched for id in page.wherever("/data/*/id")}
        missing = [Located("a file", Reply(exchange).place("/data"))] * (2 - len(found))
        return {"ids": [*found.values(), *missing]}

    return read_pages


@requirement(
    "sdk.files.send",
    MUST,
    basis="sdk",
    breaks="programs that send a file end in an exception, or have no id to go on with",
)
def test_a_file_is_sent(sdk_file):
    """The official Python SDK sends a file, and reads what is told of it as it stands in the answer."""
    assert sdk_file.misread(file_id) == []


@requirement(
    "sdk.files.content",
    MUST,
    basis="sdk",
    breaks="programs that fetch what came of a batch end in an exception",
)
def test_a_file_is_read_back(sdk_content):
    """The official Python SDK gives what a file holds byte for byte, whatever its `Accept` says."""
    assert sdk_content.misread(content) == []


@requirement(
    "sdk.files.in-parts",
    MUST,
    basis="sdk",
    breaks="files that are too large for one request cannot be sent by `upload_file_chunked`",
)
def test_a_file_is_sent_in_parts(sdk_in_parts):
    """The official Python SDK sends a file in parts, and reads the file that it became."""
    assert sdk_in_parts.misread(uploaded) == []


@requirement(
    "sdk.files.pages",
    MUST,
    basis="sdk",
    breaks="who iterates over files reads the first one again and again",
)
def test_files_are_iterated(sdk_pages):
    """The official Python SDK goes on from page to page of the files, and meets none twice."""
    assert sdk_pages.misread(pages(sdk_pages)) == []
