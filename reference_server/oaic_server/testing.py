"""The reference server as pytest fixtures, and as a context manager.

pytest loads this module in every run of an environment that has it, so whatever weighs is imported
where it is used.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from oaic_server.script.director import Director
    from oaic_server.script.theatre import Theatre
    from oaic_server.state.settings import Settings

API_KEY = "sk-parrot"
FAULTS = "oaic_faults"  # the marker
START_SECONDS = 30.0
STOP_SECONDS = 10.0


@dataclass(frozen=True)
class RunningServer:
    base_url: str  # ends in /v1
    api_key: str  # an open server takes any
    model: str


@contextmanager
def serve_in_thread(settings: Settings, theatre: Theatre | None = None) -> Iterator[RunningServer]:
    """Serves on a free loopback port until the block ends; `settings.port` is not used."""
    from oaic_server.http.app import Application
    from oaic_server.http.serving import listening

    application = Application(settings, theatre)
    listener = listening.bind("127.0.0.1", 0)
    server = listening.server(application, listener, settings)
    running = RunningServer(listening.base_url(listener), next(iter(settings.api_keys), API_KEY), settings.models[0])
    thread = threading.Thread(target=server.run, args=([listener],), name="reference-server", daemon=True)
    thread.start()
    try:
        wait_for(lambda: server.started, thread)
        yield running
    finally:
        server.should_exit = True
        thread.join(STOP_SECONDS)
        listener.close()


def wait_for(started: Callable[[], bool], thread: threading.Thread) -> None:
    give_up = time.monotonic() + START_SECONDS
    while not started():
        if not thread.is_alive() or time.monotonic() > give_up:
            raise RuntimeError("the reference server did not start; its thread's error is above")
        time.sleep(0.001)


@pytest.fixture(scope="session")
def reference_server_models() -> tuple[str, ...]:
    """Those of `reference_server`; a project whose application names others says so in its conftest.py."""
    from oaic_server.state.settings import DEFAULT_MODELS

    return DEFAULT_MODELS


@pytest.fixture(scope="session")
def reference_server(reference_server_models: str | Iterable[str]) -> Iterator[RunningServer]:
    """A server that keeps the whole contract, for the whole session."""
    from oaic_server.state.given import given

    with serve_in_thread(given(api_keys=(API_KEY,), models=reference_server_models)) as running:
        yield running


@pytest.fixture
def reference_server_factory() -> Iterator[Callable[..., RunningServer]]:
    """Starts servers with settings of their own (`fault=`, `faults=`, `models=`, …) until the test ends."""
    from oaic_server.state.given import given

    with ExitStack() as servers:

        def start(fault: str | None = None, faults: str | Iterable[str] = (), **settings: Any) -> RunningServer:
            several = [faults] if isinstance(faults, str) else faults
            named = tuple(each for each in (fault, *several) if each)
            chosen = given(**{"api_keys": (API_KEY,), "fault": named, **settings})
            return servers.enter_context(serve_in_thread(chosen))

        yield start


@pytest.fixture
def scripted_server() -> Iterator[Director]:
    """A server of this test alone that says what it is told, whatever model is asked for, and keeps a journal."""
    with directed() as director:
        yield director


@contextmanager
def directed(*faults: str) -> Iterator[Director]:
    from oaic_server.script.director import Director
    from oaic_server.script.theatre import Theatre
    from oaic_server.state.settings import Settings

    theatre = Theatre()
    with serve_in_thread(Settings(api_keys=(API_KEY,), any_model=True, fault=faults), theatre) as running:
        yield Director(theatre, running.base_url, running.api_key, running.model)


# --- once for each fault ---------------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    meaning = "run once for each fault of `broken_server` whose id begins so; benign=True: for each legal oddity"
    config.addinivalue_line("markers", f"{FAULTS}(*prefixes, benign=False): {meaning}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marker = metafunc.definition.get_closest_marker(FAULTS)
    if marker is not None:
        metafunc.parametrize("broken_server", faults_of(*marker.args, **marker.kwargs), indirect=True)


def faults_of(*prefixes: str, benign: bool = False) -> list[str]:
    from oaic_server import faults

    kind = "benign" if benign else "fault"
    known = [id for id, each in faults.known().items() if each.kind == kind]
    for prefix in prefixes:
        if not any(id.startswith(prefix) for id in known):
            raise pytest.UsageError(f"{FAULTS}: no {kind} begins with {prefix!r}; `oaic faults` lists them")
    return [id for id in known if id.startswith(prefixes)]


@pytest.fixture
def broken_server(request: pytest.FixtureRequest) -> Iterator[Director]:
    """As `scripted_server`, broken in the way that the marker `oaic_faults` has chosen for this run of the test."""
    fault = getattr(request, "param", None)
    if fault is None:
        raise pytest.UsageError(f'broken_server: mark the test with @pytest.mark.{FAULTS}("chat.stream")')
    with directed(fault) as director:
        yield director
