"""axe finds nothing amiss on the page, folded or open, in the light or in the dark, at a desk or on a phone."""

import shutil
import subprocess
import tarfile

import pytest
from browser import CHROMIUM, Browser
from golden import broken, conformant, deviating, hostile, incomplete
from oaic_reports.compare.page import page as compared
from oaic_reports.explain.commands import explain
from oaic_reports.explain.pages import index
from oaic_reports.page.whole import page
from oaic_suite.judging.catalogue import catalogue

AXE = "axe-core@4"
OPEN = """(async () => {
  for (const fold of document.querySelectorAll('.fold')) await fill(fold);
  for (const part of document.querySelectorAll('[data-part]')) await fill(part);
  for (const each of document.querySelectorAll('details')) each.open = true;
})()"""
FOUND = "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))"

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here"),
    pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm here"),
]


@pytest.fixture(scope="module")
def axe(tmp_path_factory):
    home = tmp_path_factory.mktemp("axe")
    fetched = subprocess.run(["npm", "pack", "--silent", AXE], cwd=home, capture_output=True, text=True, check=False)
    if fetched.returncode:
        pytest.skip(f"npm has no {AXE}: {fetched.stderr[:200]}")
    with tarfile.open(next(home.glob("*.tgz"))) as packed:
        return packed.extractfile("package/axe.min.js").read().decode()


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    browser = Browser(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.close()


@pytest.mark.parametrize("opened", [False, True], ids=["folded", "open"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("case", [broken, conformant, deviating, incomplete, hostile])
def test_axe_finds_nothing_amiss(browser, axe, tmp_path, case, width, scheme, opened):
    path = tmp_path / "index.html"
    path.write_text(page(case()), "utf-8")
    browser.visit(path, width=width, scheme=scheme)
    browser.evaluate(OPEN if opened else "0")
    browser.evaluate(f"{axe};0")
    assert browser.evaluate(FOUND) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("some", [(conformant, broken), (hostile, broken, incomplete)], ids=["two", "many"])
def test_axe_finds_nothing_amiss_where_runs_stand_side_by_side(browser, axe, tmp_path, some, width, scheme):
    path = tmp_path / "compare.html"
    path.write_text(compared([case() for case in some]), "utf-8")
    browser.visit(path, width=width, scheme=scheme)
    browser.evaluate(f"{axe};0")
    assert browser.evaluate(FOUND) == []


@pytest.fixture(scope="module")
def explained(tmp_path_factory):
    directory = tmp_path_factory.mktemp("explained")
    assert explain(["chat.stream.done", "--pages", str(directory)]) == 0
    (directory / "index.html").write_text(index(catalogue().values()), "utf-8")
    return directory


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", ["index", "chat.stream.done"])
def test_axe_finds_nothing_amiss_where_requirements_are_explained(browser, axe, explained, name, width, scheme):
    browser.visit(explained / f"{name}.html", width=width, scheme=scheme)
    browser.evaluate(f"{axe};0")
    assert browser.evaluate(FOUND) == []
