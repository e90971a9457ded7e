"""Items of a response, by their type."""

from __future__ import annotations

from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable

TOLD_APART = ("/output", "/output/*", "/output/*/type")  # what must be sound before items can be read by their types


def of_type(response: Reply, *types: str) -> list[Located]:
    """The items of these types; where there are none, nothing is to be said of them."""
    found = [item for item in response.each("/output/*") if item.get("type") in types]
    if not found:
        raise NotApplicable(f"the response has no {' or '.join(types)}")
    return found


def texts(response: Reply) -> list[Located]:
    """The parts of text of all messages; of parts that are none another row speaks."""
    parts = [part for item in of_type(response, "message") for part in children(item.below("content"))]
    found = [part for part in parts if part.get("type") == "output_text"]
    if not found:
        raise NotApplicable("the response has no text")
    return found


def children(array: Located) -> list[Located]:
    return [array.child(place) for place in range(len(array.value))] if isinstance(array.value, list) else []


def without_logprobs(texts: list[Located]) -> list[Finding]:
    """The texts, or pieces of one, that do not say how likely their tokens were."""
    found = [text.below("logprobs") for text in texts]
    return failing(found, lambda logprobs: isinstance(logprobs, list) and bool(logprobs), "an entry for each token")
