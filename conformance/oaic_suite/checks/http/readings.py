"""Requests to paths and methods that are not there."""

from oaic_suite.evidence.refusal import Refusal


def ask_path(target, bare, variant, case):
    bare.require_status()
    method, path = variant
    return Refusal(target.send(method, path, {} if method != "GET" else None), case=case)
