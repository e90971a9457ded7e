"""The loop that clients in Python share: a scenario a line, and what their user got of it."""

import json
import sys

WORDS = "Hello there"
STEPS = 'read_page {"number": 1} then read_page {"number": 2}'


def play(doings, own):
    """`own` are the exceptions that are there for who uses the client."""
    out, sys.stdout = sys.stdout, sys.stderr  # libraries may print
    for line in sys.stdin:
        print(json.dumps(played(json.loads(line), doings, own)), file=out, flush=True)


def played(asked, doings, own):
    if asked["do"] not in doings:
        return {"cannot": asked["do"]}
    try:
        return {"gave": doings[asked["do"]](asked["base_url"], asked["api_key"])}
    except own as error:
        return {"told": about(error)}
    except Exception as error:
        return {"raised": about(error)}


def about(error):
    return {"class": type(error).__name__, "status": getattr(error, "status_code", None)}
