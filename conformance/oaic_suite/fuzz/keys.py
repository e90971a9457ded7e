"""What might stand where the key stands, and opens nothing; none of it holds anything of the right key."""

from __future__ import annotations

KEYS: dict[str, str | None] = {
    "none": None,
    "wrong": "Bearer sk-" + "0" * 32,
    "no scheme": "sk-" + "0" * 32,
    "scheme alone": "Bearer",
    "scheme twice": "Bearer Bearer sk-0",
    "another scheme": "Basic c2stMDpzay0w",
    "null": "Bearer null",
    "undefined": "Bearer undefined",
    "one letter": "Bearer x",
    "quoted": 'Bearer "sk-0"',
    "two": "Bearer sk-0, Bearer sk-1",
    "object": 'Bearer {"key": "sk-0"}',
    "injected": "Bearer ' OR '1'='1",
    "wildcard": "Bearer *",
    "escaped": "Bearer %00%0a",
    "long": "Bearer " + "0" * 4096,
}
PLAINLY_WRONG = "wrong"
