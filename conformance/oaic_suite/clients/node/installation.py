"""Node and what runs in it: found on the PATH, installed on demand into a folder of our own."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = tuple(sorted(HERE.glob("*.mjs")))
MANIFEST = (HERE / "package.json", HERE / "package-lock.json")
OLDEST = 20
NPM = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


class NodeError(Exception):
    """What keeps the packages from being installed, or the runner from being started."""


def folder() -> Path:
    """Where the packages of this lock file are kept: a new lock is another folder."""
    cache_home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in MANIFEST)).hexdigest()
    return cache_home / "openai-conformance" / f"node-{digest[:12]}"


def lacking() -> str | None:
    """What is missing to run it, in a few words; None where nothing is."""
    found = version()
    if found is None:
        return "node"
    if found < OLDEST:
        return f"node {OLDEST} or later ({found} is there)"
    return None if (folder() / "node_modules" / ".package-lock.json").is_file() else "the packages for node"


@cache
def version() -> int | None:
    """The major version of the node on the PATH."""
    node = shutil.which("node")
    if node is None:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    found = re.match(r"v(\d+)\.", told)
    return int(found[1]) if found else 0


def install() -> Path:
    """Fetches the packages that the lock file names; the registry is the one npm is set to."""
    npm = shutil.which("npm")
    if npm is None or version() is None:
        raise NodeError(f"node {OLDEST} or later and npm are needed, and are not on the PATH")
    place = laid_out()
    done = subprocess.run([npm, *NPM], cwd=place, capture_output=True, text=True)
    if done.returncode:
        raise NodeError(f"npm ci ended with {done.returncode}: {(done.stderr or done.stdout).strip()}")
    return place


def laid_out() -> Path:
    """The folder, holding our sources as they are now: modules are looked for beside those that import them."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    for source in (*MANIFEST, *SOURCES):
        put(source.read_bytes(), place / source.name)
    return place


def put(content: bytes, target: Path) -> None:
    """Whole or not at all: several processes may start at once."""
    if target.is_file() and target.read_bytes() == content:
        return
    written = target.with_name(f"{target.name}.{os.getpid()}")
    written.write_bytes(content)
    written.replace(target)
