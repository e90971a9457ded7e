"""What several checks of HTTP ask for and find."""

from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.refusal import Refusal

UNKNOWN_PATH = "/no-such-path-6f1d2c"
SHOWN = 80  # bytes


def ask_path(target, bare, variant, case):
    bare.require_status()
    method, path = variant
    return Refusal(target.send(method, path, {} if method != "GET" else None), case=case)


def beyond_the_end(evidence):
    """What came on the connection after the end of an answer."""
    evidence.require_answer()
    after = evidence.exchange.after[:SHOWN].decode("utf-8", "backslashreplace")
    return [Finding(evidence.place(), "nothing after the end of the answer", after)] if after else []
