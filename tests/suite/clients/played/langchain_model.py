"""LangChain's model, on responses or on chats."""

import sys

from langchain_core.exceptions import LangChainException
from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI
from openai import OpenAIError
from playing import STEPS, WORDS, play


@tool
def read_page(number: int) -> str:
    """A page of the book."""
    return f"page {number}"


def model(base_url, api_key):
    where = {"base_url": base_url, "api_key": api_key, "max_retries": 0}
    made = ChatOpenAI(model="parrot-1", **where, stream_usage=True, use_responses_api="chat" not in sys.argv)
    return made.bind_tools([read_page])


def whole(asked, messages):
    return asked.invoke(messages)


def streamed(asked, messages):
    chunks = list(asked.stream(messages))
    return sum(chunks[1:], chunks[0])


def doing(words, ask):
    def done(base_url, api_key):
        """As an agent does: as long as tools are called, with the results."""
        asked, messages, called = model(base_url, api_key), [HumanMessage(words)], []
        for _ in range(4):
            answer = ask(asked, messages)
            messages.append(answer)
            called += [call["args"] for call in answer.tool_calls]
            messages += [ToolMessage("page", tool_call_id=call["id"]) for call in answer.tool_calls]
            if not answer.tool_calls:
                break
        usage = answer.usage_metadata or {}
        return {"text": str(answer.text), "called": called, "tokens": usage.get("total_tokens")}

    return done


DOINGS = {
    "text": doing(WORDS, whole),
    "streamed": doing(WORDS, streamed),
    "tools": doing(STEPS, whole),
    "tools streamed": doing(STEPS, streamed),
}
play(DOINGS, (LangChainException, OpenAIError))
