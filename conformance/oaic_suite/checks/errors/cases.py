"""Requirements about one wrong request each: the case is a part of their id."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


def refused(id, level=MUST, *, basis="schema", breaks=None):
    """That a case is refused, streamed or not: the last part of the id but for `refused`."""
    case = id.removesuffix(".refused").rpartition(".")[2]
    return requirement(id, level, basis=basis, on=CHAT, only=case, owns="@outcome", breaks=breaks)
