"""Models as Ollama tells of them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from oaic_server.state.service import MODELS_SINCE, Service

Body = dict[str, Any]

FAMILY = "parrot"
SIZE = 1_000_000  # bytes; there are none
CAPABILITIES = ["completion", "tools", "vision", "thinking", "embedding"]
DETAILS = {
    "parent_model": "",
    "format": "feathers",
    "family": FAMILY,
    "families": [FAMILY],
    "parameter_size": "1",
    "quantization_level": "F32",
}


def card(name: str) -> Body:
    digest = hashlib.sha256(name.encode()).hexdigest()
    return {"name": name, "model": name, "size": SIZE, "digest": digest, "details": DETAILS}


def listed(name: str) -> Body:
    return {**card(name), "modified_at": dated(MODELS_SINCE), "capabilities": CAPABILITIES}


def running(name: str, until: float, service: Service) -> Body:
    window = service.settings.context_window
    return {**card(name), "expires_at": dated(until), "size_vram": SIZE, "context_length": window}


def shown(service: Service) -> Body:
    info = {"general.architecture": FAMILY, f"{FAMILY}.context_length": service.settings.context_window}
    return {
        "details": DETAILS,
        "model_info": info,
        "capabilities": CAPABILITIES,
        "modified_at": dated(MODELS_SINCE),
        "template": "{{ .Prompt }}",
        "license": "MIT",
    }


def dated(seconds: float) -> str:
    """RFC 3339, with a fraction, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
