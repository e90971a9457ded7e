"""A successful answer that is one JSON value."""

from __future__ import annotations

from typing import Any, ClassVar

from oaic_spec import Schema

from oaic_suite.evidence.document import Document
from oaic_suite.evidence.located import Located, expand
from oaic_suite.evidence.place import Finding, visit
from oaic_suite.evidence.unsettled import NotEstablished

WHERE_ERRORS_HIDE = ("/error", "/choices/*/error")


class Reply(Document):
    kind: ClassVar[str] = "reply"

    @property
    def json(self) -> Any:
        value = super().json
        if stands_for_an_error(value) and (owner := self.owner("@errors")):
            raise NotEstablished("the answer is an error", owner)
        return value

    @property
    def errors(self) -> list[Finding]:
        """The errors that hide in a success."""
        root = Located(super().json, self.place(""))
        visit(self.place(WHERE_ERRORS_HIDE[0]))
        hidden = [found for pattern in WHERE_ERRORS_HIDE for found in expand(root, pattern) if found.value]
        return [found.finding("an error status, or no error") for found in hidden]

    @property
    def texts(self) -> list[Located]:
        """The text of each choice of a chat; a message without text establishes nothing."""
        contents = self.sound("/choices/*/message/content")
        if any(content.value is None for content in contents):
            raise NotEstablished("a message has no text")
        return contents

    @property
    def text(self) -> str:
        """The text of the first choice."""
        found: str = self.texts[0].value
        return found

    @property
    def prompt_tokens(self) -> int:
        """What the prompt cost."""
        found: int = self.sound("/usage/prompt_tokens")[0].value
        return found

    @property
    def schema(self) -> Schema:
        operation = self.operation
        if operation is None or operation.response is None:
            raise LookupError(f"the contract has no reply of {self.request.operation}")
        return operation.response


def stands_for_an_error(value: Any) -> bool:
    """Whether a value is an envelope where an answer should be."""
    return isinstance(value, dict) and bool(value.get("error")) and "object" not in value
