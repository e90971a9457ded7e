"""What several checks of HTTP ask for and find."""

from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.evidence.reply import Reply

UNKNOWN_PATH = "/no-such-path-6f1d2c"
SHOWN = 80  # bytes


def ask_path(target, bare, variant, case):
    bare.require_status()
    method, path = variant
    return Refusal(target.send(method, path, {} if method != "GET" else None), case=case)


def in_time(refusal: Refusal) -> Refusal:
    """The answer to what may well be granted, and then takes a model: where it is only late, nothing is established."""
    Evidence.require_heard(refusal)
    return refusal


def lost(first: Reply, second: Reply) -> list[Finding]:
    """That a connection left open by an answer did not carry the next request: it met the closing, or came after it."""
    if second.outcome != 200:
        return [Finding(second.place(), "200", str(second.outcome))]
    announced = first.header("connection").lower() == "close"
    if announced or not second.exchange.connected:
        return []
    return [
        Finding(second.place(), "the connection of the answer before", "a new one: that had been closed unannounced")
    ]


def beyond_the_end(evidence):
    """What came on the connection after the end of an answer."""
    evidence.require_answer()
    after = evidence.exchange.after[:SHOWN].decode("utf-8", "backslashreplace")
    return [Finding(evidence.place(), "nothing after the end of the answer", after)] if after else []
