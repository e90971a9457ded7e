"""`oaic node`: the packages that the profile sdk-node rests on."""

from __future__ import annotations

import sys

from oaic_spec.cli import Parser

from oaic_suite.clients.node.installation import NodeError, folder, install, lacking


def node(argv: list[str]) -> int:
    parser = Parser(prog="oaic node", description="The official Node SDK, in a folder of our own.")
    parser.add_argument("verb", choices=sorted(VERBS), help="install it, or say whether it is there")
    try:
        return VERBS[parser.parse_args(argv).verb]()
    except NodeError as problem:
        print(f"oaic node: {problem}", file=sys.stderr)
        return 1


def installed() -> int:
    print(f"installed in {install()}")
    return 0


def status() -> int:
    missing = lacking()
    print(f"missing: {missing}" if missing else f"installed in {folder()}")
    return 1 if missing else 0


VERBS = {"install": installed, "status": status}
