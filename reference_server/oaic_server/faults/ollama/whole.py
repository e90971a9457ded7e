"""Legal oddities of the whole of it."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.request import Request
from oaic_server.faults import benign


@benign("ollama.none", stage="answer")
def there_is_no_such_api(request: Request) -> None:
    if request.operation.startswith("ollama"):
        raise Refusal(404, "There is no such path.")
