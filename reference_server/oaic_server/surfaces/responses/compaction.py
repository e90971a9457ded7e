"""What went before, compressed into an item that only this server can read: the user's last words."""

from __future__ import annotations

import base64
import binascii

from oaic_server.state.kept import Item

TYPE = "compaction"


def compacted(id: str, words: str) -> Item:
    return {"id": id, "type": TYPE, "encrypted_content": base64.urlsafe_b64encode(words.encode()).decode()}


def remembered(item: Item) -> str:
    """The words in such an item; none where it is another's."""
    if item["type"] != TYPE:
        return ""
    try:
        return base64.urlsafe_b64decode(item["encrypted_content"]).decode()
    except (ValueError, binascii.Error):
        return ""
