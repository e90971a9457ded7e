"""Files, asked for: sent, listed, described, fetched, deleted."""

from oaic_suite.asking.form import Attachment
from oaic_suite.asking.surface import Keeping, Maker, Plain, Probe, Surface

CREATE, LIST, DESCRIBE, FETCH, DELETE = "createFile", "listFiles", "retrieveFile", "downloadFile", "deleteFile"
# What servers that keep files at all keep them for: a line that asks for a chat.
FOR = "batch"
LINE = (
    b'{"custom_id": "greeting", "method": "POST", "url": "/v1/chat/completions",'
    b' "body": {"model": "any", "messages": [{"role": "user", "content": "Say hello."}]}}\n'
)
SMALL = {"file": Attachment("greeting.jsonl", LINE), "purpose": FOR}
SOME = Maker(CREATE, SMALL)


PICTURE = Attachment("dot.png", b"\x89PNG\r\n\x1a\n", "image/png")
EXPIRY = {"anchor": "created_at", "seconds": 3600}


def of_one(operation, called):
    return Plain(operation, of_a_model=False, called=called, made_by=SOME)


def where_there_are_some(operation):
    """What is asked about files, where there are any."""
    return Probe(operation, needs="files")


SURFACE = Surface(
    "files",
    profile="files",
    plain=(
        Plain(CREATE, SMALL, of_a_model=False),
        Plain(LIST, of_a_model=False, called="file-list"),
        of_one(DESCRIBE, "file"),
        of_one(FETCH, "file-content"),
        of_one(DELETE, "file-deletion"),
    ),
    probes={
        "files": Probe(CREATE, called=("file", "files")),
        "files-pictures": Probe(
            CREATE, {"file": PICTURE, "purpose": "vision"}, needs="files", called=("purpose", "vision")
        ),
        "files-expiring": Probe(CREATE, {"expires_after": EXPIRY}, needs="files", called=("expires_after",)),
        "files-listed": where_there_are_some(LIST),
        "files-described": where_there_are_some(DESCRIBE),
        "files-fetched": where_there_are_some(FETCH),
        "files-deleted": where_there_are_some(DELETE),
    },
    keeps=(Keeping(CREATE, DELETE),),
)
