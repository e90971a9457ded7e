"""The verb `oaic equivalence`: two servers of one model, and where a client could tell them apart."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from oaic_spec.cli import Parser
from oaic_spec.typed import number, whole

from oaic_suite.asking.bounds.deadlines import DEFAULT_SECONDS, Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.secrets.given import of_address, of_header
from oaic_suite.asking.secrets.redaction import Redactor
from oaic_suite.asking.survey.address import Mistake, WrongAddress, check_address
from oaic_suite.asking.survey.preflight import preflight
from oaic_suite.asking.target import Target
from oaic_suite.equivalence.differences import TIMES, Compared, compared
from oaic_suite.equivalence.questions import questions
from oaic_suite.equivalence.told import as_json, text
from oaic_suite.evidence.shown.printable import printable
from oaic_suite.evidence.unsettled import NotRun

UNJUDGED = 10
MOST_TIMES, LONGEST_SECONDS = 100, 3600
FORMATS: dict[str, Callable[[Sequence[Compared], tuple[str, str]], str]] = {"text": text, "json": as_json}


def equivalence(argv: list[str]) -> int:
    parser = reader()
    asked = parser.parse_args(argv)
    try:
        first, second = target(asked.first, asked.api_key_env, asked), target(asked.second, asked.other_key_env, asked)
    except (WrongAddress, LookupError) as wrong:
        parser.refuse(printable(str(wrong)))
    try:
        for each in (first, second):
            if failure := look(each):
                parser.exit(UNJUDGED, f"{parser.prog}: {printable(each.client.redactor.text(failure))}\n")
        found = list(compared(first, second, questions(), asked.times))
    except NotRun as stopped:  # one of them answers no more
        parser.exit(UNJUDGED, f"{parser.prog}: {printable(first.client.redactor.text(str(stopped)))}\n")
    finally:
        first.leave()
        second.leave()
    names = told_of(first), told_of(second)
    print(second.client.redactor.text(first.client.redactor.text(FORMATS[asked.format](found, names))), end="")
    return 1 if any(each.differences for each in found) else 0


def reader() -> Parser:
    parser = Parser(
        prog="oaic equivalence", description="Ask two servers of one model the same, and tell where they differ."
    )
    parser.add_argument("first", metavar="A", help="where one API begins, /v1 included")
    parser.add_argument("second", metavar="B", help="where the other begins")
    parser.add_argument(
        "--api-key-env", metavar="NAME", help="the environment variable that holds the key of A, and of B"
    )
    parser.add_argument("--other-key-env", metavar="NAME", help="the one that holds the key of B, where it has another")
    parser.add_argument(
        "--model", metavar="ID", help="the model to ask of A, and of B; default: the first one each lists"
    )
    parser.add_argument(
        "--times",
        type=whole(1, MOST_TIMES),
        default=TIMES,
        metavar="N",
        help=f"each request is asked; default: {TIMES}",
    )
    parser.add_argument(
        "--timeout", type=number(LONGEST_SECONDS), default=DEFAULT_SECONDS, metavar="SECONDS", help="for one answer"
    )
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="default: text")
    return parser


def target(url: str, variable: str | None, asked: Namespace) -> Target:
    variable = variable or asked.api_key_env
    if variable and not os.environ.get(variable):
        raise LookupError(f"{variable} names a key, and is not set")
    key = os.environ[variable] if variable else None
    redactor = Redactor.of([*of_header(key or ""), *of_address(url)], public=[asked.model, urlsplit(url).hostname])
    return Target(check_address(url), Client(Deadlines.within(asked.timeout), redactor), key, asked.model)


def look(target: Target) -> str | None:
    try:
        return preflight(target).failure
    except Mistake as wrong:
        return str(wrong)


def told_of(target: Target) -> str:
    return f"{target.base_url}, model {target.model_id or 'unknown'}"
