"""The `oaic` command: finds a verb, loads the room that owns it, and nothing else."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points

USAGE_ERROR = 4


def main(argv: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if argv is None else argv
    verbs = {entry.name: entry for entry in entry_points(group="oaic.commands")}
    verb = arguments[0] if arguments else "--help"
    if verb in ("-h", "--help"):
        print(usage(sorted(verbs)))
        return 0
    if verb not in verbs:
        print(f"oaic: there is no verb {verb!r}\n\n{usage(sorted(verbs))}", file=sys.stderr)
        return USAGE_ERROR
    return int(verbs[verb].load()(arguments[1:]))


def usage(verbs: list[str]) -> str:
    listed = "\n".join(f"  oaic {verb}" for verb in verbs)
    return f"usage: oaic VERB [options]; `oaic VERB --help` lists its options\n\n{listed}"
