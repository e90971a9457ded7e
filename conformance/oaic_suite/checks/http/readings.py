"""Requests to paths and methods that are not there."""

from oaic_suite.evidence.refusal import Refusal

UNKNOWN_PATH = "/no-such-path-6f1d2c"


def ask_path(target, bare, variant, case):
    bare.require_status()
    method, path = variant
    return Refusal(target.send(method, path, {} if method != "GET" else None), case=case)
