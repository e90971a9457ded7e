"""Runs that were written before causes were part of them."""

from __future__ import annotations

from oaic_suite.judging.causes.cause import with_causes
from oaic_suite.judging.causes.family import family_of
from oaic_suite.judging.document.run_json import Row, Run


def with_fixes_and_causes(run: Run) -> Run:
    """The same run, with how each row is mended and the causes."""
    rows, causes = with_causes([with_fix(row) for row in run["requirements"]], run["exchanges"])
    return run | {"requirements": rows, "causes": causes}


def with_fix(row: Row) -> Row:
    family = family_of(row["id"])
    return row | {"fix": family.fix if family else None}
