"""llama-index's model for servers like OpenAI's."""

from llama_index.core.llms import ChatMessage
from llama_index.core.tools import FunctionTool
from llama_index.llms.openai_like import OpenAILike
from openai import OpenAIError
from playing import STEPS, WORDS, play


def read_page(number: int) -> str:
    """A page of the book."""
    return f"page {number}"


TOOL = FunctionTool.from_defaults(read_page)


def model(base_url, api_key):
    kind = {"is_chat_model": True, "is_function_calling_model": True, "max_retries": 0}
    return OpenAILike(model="parrot-1", api_base=base_url, api_key=api_key, **kind)


def text(base_url, api_key):
    return {"text": model(base_url, api_key).chat([ChatMessage(role="user", content=WORDS)]).message.content}


def streamed(base_url, api_key):
    chunks = list(model(base_url, api_key).stream_chat([ChatMessage(role="user", content=WORDS)]))
    return {"text": chunks[-1].message.content, "deltas": "".join(chunk.delta or "" for chunk in chunks)}


def tools(base_url, api_key):
    asked = model(base_url, api_key)
    return called(asked, asked.chat_with_tools([TOOL], user_msg=STEPS))


def tools_streamed(base_url, api_key):
    asked = model(base_url, api_key)
    return called(asked, list(asked.stream_chat_with_tools([TOOL], user_msg=STEPS))[-1])


def called(asked, answer):
    calls = asked.get_tool_calls_from_response(answer, error_on_no_tool_call=False)
    return {"called": [called_so(each) for each in calls]}


def called_so(call):
    """An id is another each time; how long it is shows whether it was put together."""
    return {"length of id": len(call.tool_id), "name": call.tool_name, "given": call.tool_kwargs}


DOINGS = {"text": text, "streamed": streamed, "tools": tools, "tools streamed": tools_streamed}
play(DOINGS, OpenAIError)
