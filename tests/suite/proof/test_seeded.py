"""The seeded defects by which testing tools were compared: each is found, by the requirement meant for it alone."""

from __future__ import annotations

from pathlib import Path

import yaml
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.proof.faults import listed_faults

TEXT = (Path(__file__).parents[3] / "docs" / "seeded.yaml").read_text("utf-8")
SEEDED: dict[str, str] = yaml.safe_load(TEXT)
COUNT = 47


def test_each_defect_has_a_fault_of_its_own():
    assert len(SEEDED) == len(set(SEEDED.values())) == COUNT
    assert set(SEEDED.values()) - {fault.id for fault in listed_faults()} == set()


def test_each_defect_belongs_to_a_requirement():
    assert [fault for fault in SEEDED.values() if fault.partition(":")[0] not in catalogue()] == []
