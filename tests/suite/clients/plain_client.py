"""A client that is judged: http.client and json, behaving as it is told to."""

import http.client
import json
import sys
import time
from urllib.parse import urlsplit

HOW = sys.argv[1]
TRIES = 7 if HOW == "rudely" else 2


class Failed(Exception):
    pass


def post(asked):
    address = urlsplit(asked["base_url"])
    connection = http.client.HTTPConnection(address.netloc, timeout=30)
    headers = {"Authorization": f"Bearer {asked['api_key']}", "Content-Type": "application/json"}
    connection.request("POST", f"{address.path}/chat/completions", json.dumps(asked["request"]), headers)
    return connection.getresponse()


def answered(asked):
    """As often as it may hope; one that is rude hopes always."""
    for _ in range(TRIES):
        answer = post(asked)
        if answer.status == 200:
            return answer
        answer.read()
        if HOW != "rudely":
            if answer.status not in (429, 503):
                break
            time.sleep(float(answer.headers.get("retry-after", 0)))
    raise Failed(answer.status)


def plain(asked):
    return {"text": json.load(answered(asked))["choices"][0]["message"]["content"]}


def streamed(asked):
    text = ""
    for line in answered(asked):
        begin = b"data: " if HOW == "by the line" else b"data:"
        if line.startswith(begin):
            data = line.removeprefix(begin).strip()
            if data == b"[DONE]":
                return {"text": text}
            choices = json.loads(data)["choices"]
            text += (choices[0]["delta"].get("content") or "") if choices else ""
    if HOW == "by the line":
        return {"text": text}
    raise Failed("it broke off")


DO = {"chat.plain": plain, "chat.stream": streamed}
for line in sys.stdin:
    asked = json.loads(line)
    try:
        told = {"gave": DO[asked["do"]](asked)} if asked["do"] in DO else {"cannot": asked["do"]}
    except (Failed, http.client.HTTPException, OSError) as problem:
        told = {"told": {"class": type(problem).__name__}}
    except Exception as problem:
        told = {"raised": {"class": type(problem).__name__}}
    print(json.dumps(told), flush=True)
