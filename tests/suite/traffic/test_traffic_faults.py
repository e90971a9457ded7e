"""Each of thirty and more faults of a server is found in what was kept of one exchange, in whatever format."""

from __future__ import annotations

from itertools import cycle

import httpx
import pytest
from kept import FORMATS, asked
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.verdict import Level
from oaic_suite.traffic.files import entries
from oaic_suite.traffic.judged import Asked, tally
from oaic_suite.traffic.tally import JUDGED

TURNS = [{"role": "user", "content": "Say hello."}]
WEATHER = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOLS = {
    "tools": [{"type": "function", "function": {"name": "weather", "parameters": WEATHER}}],
    "tool_choice": "required",
}
CHAT, RESPONSES, COMPLETIONS, MODELS = "/chat/completions", "/responses", "/completions", "/models"
STREAMED = {"stream": True}
PLANTED = {
    (CHAT, "messages"): ("chat.reply.choices chat.reply.content chat.reply.content-type chat.reply.created", {}),
    (CHAT, "messages", "more"): (
        "chat.reply.finish-reason chat.reply.id chat.reply.index chat.reply.object chat.reply.role chat.reply.json",
        {},
    ),
    (CHAT, "messages", "streamed"): (
        "chat.stream.choices chat.stream.content chat.stream.created chat.stream.done chat.stream.one-id",
        STREAMED,
    ),
    (CHAT, "messages", "called"): (
        "tools.call.arguments tools.call.array tools.call.id tools.arguments.object",
        TOOLS,
    ),
    (CHAT, "messages", "called and streamed"): ("tools.stream.arguments tools.stream.array", TOOLS | STREAMED),
    (CHAT, "nothing", "refused"): ("errors.envelope.json errors.envelope.message", {}),
    (RESPONSES, "input"): ("responses.reply.created-at responses.reply.id responses.reply.json", {}),
    (RESPONSES, "input", "streamed"): ("responses.stream.ended responses.stream.events.numbered", STREAMED),
    (COMPLETIONS, "prompt", "streamed"): ("completions.stream.done completions.stream.choices", STREAMED),
    (MODELS, None): ("models.list.data models.list.created", {}),
}
CASES = [
    (fault, path, member, members)
    for (path, member, *_), (faults, members) in PLANTED.items()
    for fault in faults.split()
]
WORDS = {"messages": TURNS, "input": "Say hello.", "prompt": "Once"}


@pytest.fixture(scope="module")
def server():
    with serve_in_thread(Settings(api_keys=("sk-parrot",), allow_fault_header=True)) as running:
        yield running


@pytest.fixture(scope="module")
def client(server):
    headers = {"authorization": f"Bearer {server.api_key}"}
    with httpx.Client(base_url=server.base_url, headers=headers) as client:
        yield client


def test_there_are_thirty():
    assert len({fault for fault, *_ in CASES}) == len(CASES) >= 30


@pytest.mark.parametrize(
    ("format", "fault", "path", "member", "members"),
    [(format, *case) for format, case in zip(cycle(FORMATS), CASES, strict=False)],
    ids=[case[0] for case in CASES],
)
def test_it_is_found(server, client, tmp_path, format, fault, path, member, members):
    words = {member: WORDS[member]} if member in WORDS else {}
    body = {"model": server.model, **words, **members} if member else None
    method = "POST" if member else "GET"
    sound, broken = (asked(client, method, path, body, **headers) for headers in ({}, {"x-oaic-fault": fault}))
    assert failing(tmp_path / "sound", format, sound) == set()
    assert fault in failing(tmp_path / "broken", format, broken)


def failing(path, format, heard):
    path.write_bytes(FORMATS[format]([heard]))
    found = tally(list(entries([path])), Asked())
    assert found.heard[JUDGED] == 1
    scored = {row for row in found.verdicts if catalogue()[row].level is not Level.INFO}
    return {row for row in scored if found.verdicts[row]["fail"] or found.verdicts[row]["error"]}
