"""Where paths begin: at the base URL of the API, or at the root before its version."""

from __future__ import annotations

import re

API, ROOT = "/v1", "/"  # as the contract's servers have it
VERSION = re.compile(r"/v\d+$")


def root(base_url: str) -> str:
    """What stands before the version; all of it where there is none."""
    return VERSION.sub("", base_url)


def beginning(server: str, base_url: str) -> str:
    """Where the paths of a server of the contract begin, for an API that is mounted at a base URL."""
    return root(base_url) if server == ROOT else base_url
