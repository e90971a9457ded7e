"""JUnit XML: a suite for each surface, a case for each requirement."""

from __future__ import annotations

from typing import Literal
from xml.etree import ElementTree as ET

from oaic_suite.judging.document.run_json import Row, Run

from oaic_reports.findings import Surface, curl, seconds, surfaces
from oaic_reports.links import page_of
from oaic_reports.pinpoint import bracketed, spot
from oaic_reports.untrusted import capped, xml_legal
from oaic_reports.words import known
from oaic_reports.words.clients import clients
from oaic_reports.words.conclusion import UNSOUND, concluded, part

LIMIT, CONTEXT = 4000, 240
PROPERTIES: tuple[Literal["level", "basis", "verdict", "statement"], ...] = ("level", "basis", "verdict", "statement")

# INFO is a note: it leaves no mark unless we failed.
ELEMENTS = {
    "fail": "failure",
    "error": "error",
    "inconclusive": "error",
    "not_run": "error",
    "not_applicable": "skipped",
}


def junit(run: Run) -> str:
    root = ET.Element("testsuites", {"name": "openai-conformance", "time": duration(seconds(run) or 0)})
    for surface in surfaces(run):
        root.append(suite(run, surface))
    if concluded(run).word in UNSOUND:
        root.append(whole_run(run))
    elif run["selection"]:
        root.append(rest(run))
    total(root)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def suite(run: Run, surface: Surface) -> ET.Element:
    spent = sum(row["duration_ms"] for row in surface.rows) / 1000
    element = node("testsuite", name=surface.name, timestamp=run["started"], time=duration(spent))
    for row in surface.rows:
        element.append(case(run, row))
    total(element)
    return element


def case(run: Run, row: Row) -> ET.Element:
    """What is known to fail, or hidden by that, is skipped, with the reason that was given."""
    element = node("testcase", classname=row["surface"], name=row["id"], time=duration(row["duration_ms"] / 1000))
    properties = ET.SubElement(element, "properties")
    for name in PROPERTIES:
        properties.append(node("property", name=name, value=row[name]))
    properties.append(node("property", name="page", value=page_of(row["id"])))
    tag = ELEMENTS.get(row["verdict"])
    if why := known.excuse(run, row["id"]):
        element.append(node("skipped", message=why))
    elif tag and (row["level"] != "INFO" or row["verdict"] == "error"):
        element.append(outcome(run, row, tag))
    return element


def outcome(run: Run, row: Row, tag: str) -> ET.Element:
    message = row["reason"] or row["statement"]
    if tag == "skipped":
        return node(tag, message=message)
    kind = row["cause"] or row["level"] if tag == "failure" else row["verdict"]
    element = node(tag, message=message, type=kind)
    element.text = xml_legal(details(run, row))
    return element


def details(run: Run, row: Row) -> str:
    place = spot(run, row["where"])
    labelled = {
        "requirement": f"{row['statement']} ({row['level']}, {row['basis']})",
        "expected": row["expected"],
        "observed": row["observed"],
        "where": place and place.label,
        "text": place and bracketed(place, CONTEXT),
        "breaks": row["breaks"],
        "seen": clients(row),
        "mend": row["fix"],
        "cause": row["cause"],
        "repeat": curl(run, row),
        "page": page_of(row["id"]),
    }
    return "\n".join(f"{name}: {capped(value, LIMIT)}" for name, value in labelled.items() if value)


def whole_run(run: Run) -> ET.Element:
    """A run that proves nothing must not look green to those who only count failures."""
    conclusion = concluded(run)
    element = node("testsuite", name="run")
    place = ET.SubElement(element, "testcase", {"classname": "run", "name": "run.finished"})
    place.append(node("error", type=conclusion.word, message=run["message"] or conclusion.meaning))
    total(element)
    return element


def rest(run: Run) -> ET.Element:
    """What was not asked for must not look green either."""
    element = node("testsuite", name="run")
    place = ET.SubElement(element, "testcase", {"classname": "run", "name": "run.whole"})
    place.append(node("skipped", message=part(run)))
    total(element)
    return element


def total(element: ET.Element) -> None:
    counted = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    for name, tag in counted.items():
        element.set(name, str(sum(1 for _ in element.iter(tag))))


def node(tag: str, **attributes: str) -> ET.Element:
    return ET.Element(tag, {name: xml_legal(capped(value, LIMIT)) for name, value in attributes.items()})


def duration(amount: float) -> str:
    return f"{amount:.3f}"
