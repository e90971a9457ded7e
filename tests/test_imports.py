"""The arrows between the rooms: who may import whom."""

from __future__ import annotations

import ast
import functools
from collections import Counter
from collections.abc import Collection
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from oaic_server.surfaces.index import handlers
from oaic_spec import contract

ROOT = Path(__file__).parents[1]
ROOMS = {"oaic_spec": "spec", "oaic_server": "reference_server", "oaic_suite": "conformance", "oaic_reports": "reports"}
MOST = 22  # files in a folder
ARROWS = {
    "oaic_spec": set(),
    "oaic_server": {"oaic_spec"},
    "oaic_suite": {"oaic_spec"},
    "oaic_reports": {"oaic_spec", "oaic_suite"},
}


@functools.cache
def imports(path: Path) -> list[ast.Import | ast.ImportFrom]:
    return [
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Import | ast.ImportFrom)
    ]


@functools.cache
def modules(package: str) -> list[Path]:
    return sorted((ROOT / ROOMS[package] / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    found = set()
    for node in imports(path):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("package", ROOMS)
def test_a_room_imports_only_the_rooms_it_may(package):
    strangers = {
        (str(path.relative_to(ROOT)), name)
        for path in modules(package)
        for name in imported(path) & ROOMS.keys() - {package} - ARROWS[package]
    }
    assert strangers == set()


@pytest.mark.parametrize("package", ROOMS)
def test_no_import_hides_in_a_function(package):
    """A function-level import of our own is a cycle in disguise."""
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules(package)
        if path.name not in ("testing.py",)
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ROOMS
    ]
    assert hidden == []


@pytest.mark.parametrize("package", ROOMS)
def test_no_file_is_long(package):
    """A file that needs more than 400 lines answers more than one question; checks and faults are lists."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path in modules(package)
        if not {"checks", "faults"} & set(path.parts) and (lines := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}


@pytest.mark.parametrize("package", ROOMS)
def test_no_folder_is_full(package):
    """A folder of more than 22 files has rooms in it that are not drawn."""
    held = Counter(path.parent for path in modules(package) if path.name != "__init__.py")
    assert {str(folder.relative_to(ROOT)): count for folder, count in held.items() if count > MOST} == {}


# Within a package: which room imports which, lower ones first. Neither more nor less than is there.
WITHIN = {
    "oaic_server": {
        "exchange": set(),
        "state": {"exchange"},
        "parrot": set(),
        "growth": {"parrot"},
        "answering": {"exchange", "state", "parrot", "growth"},
        "surfaces": {"exchange", "state", "parrot", "answering"},
        "faults": {"exchange", "parrot"},
        "script": {"exchange", "state", "faults"},
        "http": {"exchange", "state", "parrot", "surfaces", "faults", "script"},
        "listing": {"faults"},
        "commands": {"state", "surfaces", "faults", "http", "listing"},
        "testing": {"state", "faults", "http", "script"},
        "__main__": {"commands"},
        "__init__": set(),
    },
    # Nothing below the checks imports one: surfaces and requirements are found, not named. Judging knows neither
    # fuzzing nor clients.
    "oaic_suite": {
        "evidence": set(),
        "asking": {"evidence"},
        "judging": {"evidence", "asking"},
        "traffic": {"evidence", "asking", "judging"},
        "equivalence": {"evidence", "asking"},
        "proof": {"asking", "judging"},
        "plugin": {"evidence", "asking", "judging", "proof"},
        "clients": {"evidence", "asking", "judging", "proof"},
        "fuzz": {"evidence", "asking", "judging"},
        "checks": {"evidence", "asking", "judging", "clients", "fuzz"},
        "__init__": {"plugin"},  # by name alone: the one call that others may make is loaded on use
    },
}
IN_EACH = [(package, room) for package, rooms in WITHIN.items() for room in rooms]
FINDER = "oaic_server.surfaces.index"  # the only way from HTTP to a surface
SURFACES = {path.parent.name for path in (ROOT / "reference_server/oaic_server/surfaces").glob("*/endpoint.py")}


def places(path: Path) -> set[str]:
    """Whatever of its own package a file imports, spelt in full: modules, and names in modules."""
    found = {
        f"{getattr(node, 'module', None) or ''}.{alias.name}".strip(".")
        for node in imports(path)
        for alias in node.names
    }
    return {place for place in found if place.startswith(f"{package_of(path)}.")}


def package_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[1]


def room(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").parts[2]


def reached(package: str, name: str) -> set[str]:
    files = [path for path in modules(package) if room(path) == name]
    return {place.split(".")[1] for path in files for place in places(path)} - {name}


@pytest.mark.parametrize(("package", "name"), IN_EACH)
def test_a_room_imports_what_the_table_says(package, name):
    assert reached(package, name) == WITHIN[package][name]


@pytest.mark.parametrize("package", WITHIN)
def test_rooms_import_downwards(package):
    rooms = WITHIN[package]
    order = list(rooms)
    assert {name for name in order if not rooms[name] <= set(order[: order.index(name)])} == set()
    assert {room(path) for path in modules(package)} == set(order)


@pytest.mark.parametrize("package", ROOMS)
def test_no_modules_import_each_other(package):
    """Nor in a circle: a module can be read when those it imports have been."""
    names = {module_name(path): path for path in modules(package)}
    graph = {
        name: {known for place in places(path) if (known := module_of(place, names.keys())) and known != name}
        for name, path in names.items()
    }
    assert list(TopologicalSorter(graph).static_order()) != []


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts[1:]).removesuffix(".__init__")


def module_of(place: str, known: Collection[str]) -> str | None:
    """The module that a place is, or is in."""
    return place if place in known else next((name for name in [place.rpartition(".")[0]] if name in known), None)


def test_http_reaches_a_surface_only_through_the_finder():
    files = [path for path in modules("oaic_server") if room(path) == "http"]
    reached = {place for path in files for place in places(path) if place.startswith("oaic_server.surfaces")}
    assert {place for place in reached if not place.startswith(FINDER)} == set()


def test_no_surface_imports_another():
    """But that what stands beside the API may speak for it: it has no answers of its own."""
    handled = handlers(contract().operations).items()
    beside = {answer.__module__.split(".")[2] for id, answer in handled if contract().operations[id].convention}
    strangers = {
        (str(path.relative_to(ROOT)), place)
        for path in modules("oaic_server")
        for place in places(path)
        for other in (beside if path.parent.name in beside else SURFACES) - {path.parent.name}
        if room(path) == "surfaces" and f"{place}.".startswith(f"oaic_server.surfaces.{other}.")
    }
    assert strangers == set()
