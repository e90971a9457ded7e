"""Whose certificates are accepted: the known authorities', those in a file of the machine's own, or everybody's."""

from __future__ import annotations

import functools
import os
import ssl

import httpx

AUTHORITIES = "SSL_CERT_FILE"  # in place of the known ones, as OpenSSL has it


def trusted(verify: bool) -> ssl.SSLContext:
    return context(verify, os.environ.get(AUTHORITIES))


@functools.cache
def context(verify: bool, authorities: str | None) -> ssl.SSLContext:
    """One for all connections: it takes long to read what all authorities of the world have signed."""
    return httpx.create_ssl_context(verify=verify)


def trusted_by_node(verify: bool) -> dict[str, str]:
    """The same for a process of Node, as variables; there an authority is added to the known ones."""
    if not verify:
        return {"NODE_TLS_REJECT_UNAUTHORIZED": "0"}
    return {"NODE_EXTRA_CA_CERTS": os.environ[AUTHORITIES]} if AUTHORITIES in os.environ else {}
