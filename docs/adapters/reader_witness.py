"""A reader written by hand, as many are: urllib, lines and json. `oaic witness -- python reader_witness.py`."""

import json
import sys
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen


def opened(scenario, path):
    headers = {"Authorization": f"Bearer {scenario['api_key']}", "Content-Type": "application/json"}
    body = json.dumps(scenario["request"]).encode()
    return urlopen(Request(f"{scenario['base_url']}/{path}", body, headers))


def events(scenario, path):
    with opened(scenario, path) as answer:
        for line in answer:
            if line.startswith(b"data: ") and line.strip() != b"data: [DONE]":
                yield json.loads(line[6:])


def chat(scenario):
    with opened(scenario, "chat/completions") as answer:
        choice = json.load(answer)["choices"][0]
    calls = [call["function"] for call in choice["message"].get("tool_calls") or []]
    return {"text": choice["message"]["content"], "calls": calls, "finish": choice["finish_reason"]}


def chat_streamed(scenario):
    text, calls = "", {}
    for event in events(scenario, "chat/completions"):
        for choice in event["choices"][:1]:
            text += choice["delta"].get("content") or ""
            for piece in choice["delta"].get("tool_calls") or []:
                call = calls.setdefault(piece["index"], {"name": "", "arguments": ""})
                call["name"] += piece["function"].get("name") or ""
                call["arguments"] += piece["function"].get("arguments") or ""
    return {"text": text, "calls": list(calls.values())}


def response(scenario):
    with opened(scenario, "responses") as answer:
        return items(json.load(answer)["output"])


def response_streamed(scenario):
    return items(event["item"] for event in events(scenario, "responses") if event["type"].endswith("item.done"))


def items(output):
    found = list(output)
    texts = [part["text"] for item in found if item["type"] == "message" for part in item["content"]]
    return {"text": "".join(texts), "calls": [item["arguments"] for item in found if item["type"] == "function_call"]}


def embeddings(scenario):
    with opened(scenario, "embeddings") as answer:
        return [each["embedding"] for each in json.load(answer)["data"]]


DOINGS = {
    "chat.plain": chat,
    "chat.stream": chat_streamed,
    "responses.plain": response,
    "responses.stream": response_streamed,
    "embeddings.plain": embeddings,
}
for line in sys.stdin:
    scenario = json.loads(line)
    do = DOINGS.get(scenario["do"])
    try:
        told = {"gave": do(scenario)} if do else {"cannot": scenario["do"]}
    except HTTPError as error:
        told = {"told": {"class": "status", "status": error.code}}
    except URLError as error:
        told = {"told": {"class": type(error).__name__}}
    except Exception as error:
        told = {"raised": {"class": type(error).__name__}}
    print(json.dumps(told), flush=True)
