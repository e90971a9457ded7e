"""Files by their ids."""

from __future__ import annotations

from oaic_server.state.files import KeptFile
from oaic_server.state.service import Service


def kept_file(id: str, service: Service) -> KeptFile | None:
    """On a lenient server there is one of any id; what nobody sent is empty."""
    file = service.files.get(id)
    if file is None and service.settings.lenient:
        file = KeptFile(id, bytes=0, created_at=service.identity.created(), filename=id, purpose="batch")
        service.files.put(file, b"")
    return file
