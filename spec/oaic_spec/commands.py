"""The verbs of this room."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from oaic_spec.cli import Parser
from oaic_spec.contract import contract
from oaic_spec.drift import sdk
from oaic_spec.drift.differences import Difference, from_document, from_sdk
from oaic_spec.loader import read

KNOWN = Path(__file__).with_name("drift") / "known.yaml"
DRIFTED = 1


def drift(argv: list[str]) -> int:
    """Compares the contract with the installed SDK, or with an OpenAPI document."""
    parser = Parser(prog="oaic drift", description=drift.__doc__)
    parser.add_argument("--upstream", metavar="FILE", type=Path, help="an OpenAPI document in JSON to compare with")
    file = parser.parse_args(argv).upstream
    if file:
        return report(f"{file}", from_document(contract(), document(parser, file)), known("upstream"))
    if find_spec("openai") is None:
        parser.refuse("the openai package is not installed; try: pip install 'openai-conformance[sdk]'")
    return report(f"openai {sdk.version()}", from_sdk(contract()), known("sdk"))


def document(parser: Parser, file: Path) -> Mapping[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        parser.refuse(f"cannot read {file}: {error.strerror or error}")
    except ValueError as error:
        parser.refuse(f"{file}: expected an OpenAPI document in JSON, found: {error}")
    if not isinstance(content, dict) or not isinstance(content.get("paths"), dict):
        parser.refuse(f"{file}: expected an OpenAPI document in JSON, found no paths in it")
    return content


def known(side: str) -> set[Difference]:
    return {Difference(row["where"], row["what"]) for row in read(KNOWN)[side]}


def report(other: str, found: list[Difference], known: set[Difference]) -> int:
    new = [difference for difference in found if difference not in known]
    for difference in new:
        print(difference)
    for difference in sorted(known - set(found), key=str):
        print(f"warning: known but gone: {difference}", file=sys.stderr)
    print(f"{other}: {len(new)} new and {len(found) - len(new)} known differences from the contract")
    return DRIFTED if new else 0
