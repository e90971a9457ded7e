"""The official SDK."""

import json

from openai import OpenAI
from place import Place
from wanted import EMBEDDING, HELLO, MODEL, PLACE, STEPS, TOOL, UNKNOWN, WRONG_KEY, page, said, tell

client = OpenAI(max_retries=0)
chats = client.chat.completions


def chat(text=HELLO, model=MODEL, client=client):
    return client.chat.completions.create(model=model, messages=said(text)).choices[0].message.content


def streamed():
    pieces = chats.create(model=MODEL, messages=said(HELLO), stream=True)
    return [chunk.choices[0].delta.content or "" for chunk in pieces if chunk.choices]


def tools():
    messages = said(STEPS)
    while True:
        with chats.stream(model=MODEL, messages=messages, tools=[TOOL]) as stream:
            answer = stream.get_final_completion().choices[0].message
        if not answer.tool_calls:
            return answer.content
        messages.append(answer.model_dump(exclude_none=True))
        for call in answer.tool_calls:
            content = page(json.loads(call.function.arguments)["number"])
            messages.append({"role": "tool", "tool_call_id": call.id, "content": content})


def structured():
    parsed = chats.parse(model=MODEL, messages=said(PLACE), response_format=Place)
    return parsed.choices[0].message.parsed.model_dump()


tell(
    chat=chat,
    streamed=streamed,
    tools=tools,
    structured=structured,
    embeddings=lambda: client.embeddings.create(model=EMBEDDING, input=HELLO).data[0].embedding,
    wrong_key=lambda: chat(client=client.with_options(api_key=WRONG_KEY)),
    unknown_model=lambda: chat(model=UNKNOWN),
    responses=lambda: client.responses.create(model=MODEL, input=HELLO).output_text,
)
