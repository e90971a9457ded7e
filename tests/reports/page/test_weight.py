"""How much a page weighs: little where all is well, and bounded whatever a server sends."""

import subprocess
import sys
from random import Random

import pytest
from golden_parts import exchange, row, run, where
from oaic_reports.page.whole import page

OAIC = "import sys; from oaic_spec.cli import main; sys.exit(main())"
GREEN, WORST = 500_000, 3_000_000


@pytest.mark.slow
def test_the_page_of_the_reference_server_is_light(tmp_path):
    """Of a whole run, with every exchange in it."""
    command = [sys.executable, "-c", OAIC, "certify", "--embedded", "--report-dir", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "index.html").stat().st_size < GREEN


@pytest.mark.slow
def test_the_page_of_the_worst_server_is_bounded():
    """Every row fails, each for a cause of its own, on bodies that no compression makes smaller."""
    noise = Random(1)
    bodies = ["".join(noise.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=32_768)) for _ in range(300)]
    exchanges = [exchange(f"x-{n}", body) for n, body in enumerate(bodies)]
    rows = [
        row(f"chat.fact.n-{n}", "fail", evidence=[f"x-{n % 300}"], where=where(f"x-{n % 300}", bytes=[9, 99]))
        for n in range(720)
    ]
    assert len(page(run(rows, exchanges)).encode()) < WORST
