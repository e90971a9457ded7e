"""What the official SDK does by itself when a server is busy or slow: nothing that a row could ask of servers."""

from __future__ import annotations

import hostile
import openai
import pytest
from hostile import HANG, answer, chunks, error, frame, head, honest

BODY = {"model": "m-1", "messages": [{"role": "user", "content": "Say hello."}]}


def client(url, **options):
    return openai.OpenAI(base_url=url, api_key="any", **options)


@pytest.mark.parametrize("wait", [{"Retry-After": "0.05"}, {"Retry-After-Ms": "50"}])
def test_a_rate_limit_is_waited_for_as_the_server_says(wait):
    asked_at = []

    def busy_at_first(asked):
        asked_at.append(asked.number)
        yield from honest(asked) if asked.number > 2 else [answer(429, error("slow down"), headers=wait)]

    with hostile.serving(busy_at_first) as url, client(url, max_retries=2) as sdk:
        assert sdk.chat.completions.create(**BODY).choices[0].message.content == "Hello."
    assert asked_at == [1, 2, 3]


def test_a_stream_that_stalls_times_out():
    def stalls(_):
        yield head(200, "text/event-stream") + frame(chunks()[0])
        yield HANG

    with hostile.serving(stalls) as url, client(url, max_retries=0, timeout=0.5) as sdk:
        stream = sdk.chat.completions.create(**BODY, stream=True)
        assert next(stream).choices[0].delta.role == "assistant"
        with pytest.raises(openai.APITimeoutError):
            next(stream)
