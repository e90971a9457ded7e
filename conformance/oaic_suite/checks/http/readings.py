"""Requests that lead nowhere."""

from oaic_suite.evidence.refusal import Refusal


def astray(target, bare, variant, case):
    bare.require_status()
    method, path = variant
    return Refusal(target.send(method, path, {} if method != "GET" else None), case=case)
