"""The pages of docs/ are true: they name what is there, and leave nothing out that they promise to name."""

from __future__ import annotations

import ast
import inspect
import re
from functools import cached_property

import pytest
from oaic_spec import contract
from oaic_suite.evidence import located
from oaic_suite.evidence.content import Content
from oaic_suite.evidence.contracted import Contracted
from oaic_suite.evidence.document import Document
from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.lines import Lines
from oaic_suite.evidence.located import Located
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.judging.catalogue import CHECKS, catalogue
from oaic_suite.judging.selecting.profile import profiles
from oaic_suite.proof.faults import listed_faults
from pages import ROOT, ids, missing, read, section, spans

PAGES = [
    "README.md",
    "SECURITY.md",
    *(
        f"docs/{name}.md"
        for name in (
            "agents",
            "clients",
            "config",
            "design",
            "operations",
            "style",
            "threats",
            "words",
            "writing-a-check",
            "faq",
            "profiles",
            "lint",
            "equivalence",
            "ci",
        )
    ),
]
READ_BY_CHECKS = (Evidence, Contracted, Document, Reply, Content, Refusal, Stream, Lines, Located)
MACHINERY = {
    "oaic_spec": ROOT / "spec/oaic_spec",
    "oaic_server": ROOT / "reference_server/oaic_server",
    "oaic_suite": ROOT / "conformance/oaic_suite",
    "oaic_reports": ROOT / "reports/oaic_reports",
}


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_names_is_there(page):
    assert missing(page) == {}
    assert {
        id for id in ids(read(page)) if not any(known.startswith(id.partition(":")[0]) for known in catalogue())
    } == set()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_led_to_by_the_readme(page):
    assert page == "README.md" or f"({page})" in read("README.md")


def test_the_readme_says_what_is_covered():
    told = section(read("README.md"), "## How it is built").partition("Covered today")[2].lower()
    assert {operation.tag for operation in contract().operations.values() if operation.tag.lower() not in told} == set()


# Where docs/design.md shortens paths: under which heading, below which room.
SHORT = (
    ("## A request through the reference server", "oaic_server"),
    ("## A check from pytest to HTML", "oaic_suite"),
)


# --- docs/writing-a-check.md ---------------------------------------------------------------------------


ACCESSORS = read("docs/writing-a-check.md")


def rows(heading: str) -> list[str]:
    """The names in the first column of the table below a heading."""
    return re.findall(r"^\| `(\w+)", section(ACCESSORS, heading), re.MULTILINE)


def heading_of(cls: type) -> str:
    return re.search(rf"^## `{cls.__name__}`.*$", ACCESSORS, re.MULTILINE).group()


def accessors(cls: type) -> list[str]:
    readable = (property, cached_property)
    return [
        name
        for name, member in vars(cls).items()
        if not name.startswith("_") and (isinstance(member, readable) or inspect.isfunction(member))
    ]


@pytest.mark.parametrize("cls", READ_BY_CHECKS)
def test_every_accessor_stands_in_its_table(cls):
    assert sorted(rows(heading_of(cls))) == sorted(accessors(cls))


@pytest.mark.parametrize("cls", READ_BY_CHECKS)
def test_every_accessor_says_what_it_gives(cls):
    """Where it is first declared; one that only narrows another need not repeat it."""
    told = {name for each in cls.__mro__ for name in vars(each) if inspect.getdoc(vars(each)[name])}
    assert [name for name in accessors(cls) if name not in told] == []


def test_every_function_of_located_that_a_check_imports_stands_in_the_table():
    imported = {
        alias.name
        for path in CHECKS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == located.__name__
        for alias in node.names
    }
    assert set(rows("## Functions of `located`")) == imported - {Located.__name__}


def test_every_example_of_an_assertion_is_python():
    examples = [span for span in spans(section(ACCESSORS, "## Which one to use")) if span.startswith("assert ")]
    assert [type(ast.parse(example).body[0].test) for example in examples] == [ast.Compare] * len(examples)
    assert examples != []


# --- docs/design.md ------------------------------------------------------------------------------------


MAP = re.compile(r"^\| `([\w/.]+)` \|", re.MULTILINE)
NO_MACHINERY = re.compile(r"(checks|faults/\w+|surfaces/\w+)/")  # these lie where ids and operations say
FAULTS_BY_ID = {f"faults/{path.name}" for path in CHECKS.glob("*.py")}


def modules(package: str) -> set[str]:
    folder = MACHINERY[package]
    found = {str(path.relative_to(folder)) for path in folder.rglob("*.py") if path.name != "__init__.py"}
    return {path for path in found - FAULTS_BY_ID if not NO_MACHINERY.match(path)}


@pytest.mark.parametrize("package", MACHINERY)
def test_every_module_stands_once_on_the_map(package):
    named = MAP.findall(section(read("docs/design.md"), f"### `{package}`"))
    assert sorted(named) == sorted(modules(package))


@pytest.mark.parametrize(("heading", "package"), SHORT)
def test_a_path_below_a_room_is_there(heading, package):
    """Where a page says that paths are short for those below a room."""
    rooms = {path.name for path in MACHINERY[package].iterdir() if path.is_dir()}
    named = [span for span in spans(section(read("docs/design.md"), heading)) if span.partition("/")[0] in rooms]
    assert [path for path in named if not (MACHINERY[package] / path).exists()] == []


# --- docs/profiles.md ----------------------------------------------------------------------------------


def test_the_table_of_profiles_is_that_of_the_files():
    rows = re.findall(r"^\| `([\w-]+)` \| (\w*) ?\| .* \| (.*?) ?\| (.*?) ?\|$", read("docs/profiles.md"), re.MULTILINE)
    told = {name: (required == "always", spans(surfaces), spans(needs)) for name, required, surfaces, needs in rows}
    assert told == {
        profile.name: (profile.required, [*profile.surfaces], [*profile.needs]) for profile in profiles().values()
    }


# --- docs/words.md -------------------------------------------------------------------------------------


WORDS = {
    *("contract", "exchange", "evidence", "reading", "view", "kind"),
    *("requirement", "id", "level", "basis", "verdict", "claim", "owner", "residue"),
    *("surface", "capability", "conversation", "variant", "control", "stage"),
    *("fault", "benign variant", "kill matrix", "touched", "moved"),
    *("profile", "run", "part", "rehearsal", "selection", "witness", "cause", "family"),
}


def test_the_modules_of_words_are_there():
    rooms = {path.name for path in MACHINERY["oaic_suite"].iterdir() if path.is_dir()}
    named = [span for span in spans(read("docs/words.md")) if "/" in span and span.partition("/")[0] in rooms]
    assert [path for path in named if not (MACHINERY["oaic_suite"] / path).exists()] == []
    assert named != []


def test_every_word_of_ours_is_explained():
    told = re.findall(r"^\*\*(.+?)\*\*", read("docs/words.md"), re.MULTILINE)
    entries = [word.lower() for entry in told for word in re.split(r" or |, ", entry)]
    assert WORDS - set(entries) == set()
    assert told == sorted(told, key=str.lower)


def test_what_kills_agents_is_told_by_the_rows_that_are_named():
    table = section(read("docs/agents.md"), "## What kills an agent in silence").splitlines()
    rows = [(ids(line), line.split("|")[-2].strip()) for line in table if "`responses." in line]
    known = {fault.id for fault in listed_faults()}
    assert [id for named, _ in rows for id in named if id not in known] == []
    levels = [(id, catalogue()[id.partition(":")[0]].level.name, level) for named, level in rows for id in named]
    assert [row for row in levels if row[1] != row[2]] == []
