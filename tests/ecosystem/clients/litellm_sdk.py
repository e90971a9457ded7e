"""LiteLLM as a library."""

import json
import os

import litellm
from place import Place
from wanted import EMBEDDING, HELLO, MODEL, PLACE, STEPS, TOOL, UNKNOWN, WRONG_KEY, page, said, tell

litellm.suppress_debug_info = True
AT = {"api_base": os.environ["OPENAI_BASE_URL"], "num_retries": 0}


def answer(messages, model=MODEL, **how):
    return litellm.completion(model=f"openai/{model}", messages=messages, **AT, **how).choices[0].message


def streamed():
    pieces = litellm.completion(model=f"openai/{MODEL}", messages=said(HELLO), stream=True, **AT)
    return [chunk.choices[0].delta.content or "" for chunk in pieces]


def tools():
    messages = said(STEPS)
    while (message := answer(messages, tools=[TOOL])).tool_calls:
        messages.append(message.model_dump(exclude_none=True))
        for call in message.tool_calls:
            content = page(json.loads(call.function.arguments)["number"])
            messages.append({"role": "tool", "tool_call_id": call.id, "content": content})
    return message.content


def responses():
    answer = litellm.responses(model=f"openai/{MODEL}", input=HELLO, api_base=AT["api_base"])
    return answer.output[-1].content[0].text


tell(
    chat=lambda: answer(said(HELLO)).content,
    streamed=streamed,
    tools=tools,
    structured=lambda: json.loads(answer(said(PLACE), response_format=Place).content),
    embeddings=lambda: litellm.embedding(model=f"openai/{EMBEDDING}", input=[HELLO], **AT).data[0]["embedding"],
    wrong_key=lambda: answer(said(HELLO), api_key=WRONG_KEY).content,
    unknown_model=lambda: answer(said(HELLO), model=UNKNOWN).content,
    responses=responses,
)
