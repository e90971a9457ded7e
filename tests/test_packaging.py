"""The wheel: what it says of itself, and that it certifies where nothing else is installed than it asks for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from email import message_from_string
from importlib.metadata import distribution
from pathlib import Path

import pytest

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[1]
NAME = re.compile(r"[\w.-]+")
GUARD = 300  # seconds


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    there = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(there)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=GUARD)
    return next(there.glob("*.whl"))


@pytest.fixture(scope="module")
def metadata(wheel):
    with zipfile.ZipFile(wheel) as inside:
        name = next(name for name in inside.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_string(inside.read(name).decode())


def needed(name, known):
    """A distribution and all it needs, without extras, as they are installed here."""
    if name not in known:
        known[name] = distribution(name)
        for line in known[name].requires or ():
            plain, _, marker = line.partition(";")
            if "extra" not in marker and "sys_platform == 'win32'" not in marker.replace('"', "'"):
                try:
                    needed(NAME.match(plain)[0], known)
                except ModuleNotFoundError:  # of another platform, or of an older Python
                    known.pop(NAME.match(plain)[0], None)
    return known


@pytest.fixture(scope="module")
def bare(wheel, metadata, tmp_path_factory):
    """An environment with the wheel and what it needs, and nothing besides."""
    home = tmp_path_factory.mktemp("bare")
    venv.create(home, with_pip=True)
    python, others = home / "bin" / "python", home / "others"
    install = [python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel]
    subprocess.run(install, check=True, capture_output=True, timeout=GUARD)
    others.mkdir()
    known: dict = {}
    for line in metadata.get_all("Requires-Dist"):
        if "extra ==" not in line:
            needed(NAME.match(line)[0], known)
    for found in known.values():
        for top in {file.parts[0] for file in found.files if file.parts[0] not in ("..", "__pycache__")}:
            if not (others / top).exists():
                (others / top).symlink_to(Path(sysconfig.get_path("purelib")) / top)
    next(home.glob("lib/python*/site-packages")).joinpath("others.pth").write_text(f"{others}\n")
    return home


def test_it_certifies_without_extras_by_the_name_of_the_distribution(bare, tmp_path):
    """As `uvx openai-conformance certify` does."""
    words = [bare / "bin" / "openai-conformance", "certify", "--only=models"]
    done = subprocess.run(words, cwd=tmp_path, env={"PATH": os.environ["PATH"]}, capture_output=True, timeout=GUARD)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert (tmp_path / "conformance-report" / "index.html").exists()
    lacking = "import importlib.util as u; print([n for n in ('openai', 'schemathesis', 'xdist') if u.find_spec(n)])"
    told = subprocess.run([bare / "bin" / "python", "-c", lacking], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_it_says_where_it_is_at_home(metadata):
    urls = dict(line.split(", ") for line in metadata.get_all("Project-URL"))
    assert {"Homepage", "Documentation", "Changelog", "Issues"} <= urls.keys()
    assert all(url.startswith("https://") for url in urls.values())


def test_every_link_of_its_page_leads_somewhere_from_anywhere(metadata):
    links = re.findall(r"\]\(([^)\s]+)\)", metadata.get_payload())
    assert [link for link in links if not link.startswith(("https://", "http://", "#"))] == []
    assert len(links) > 20
