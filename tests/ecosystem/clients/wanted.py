"""What every client of the table is asked for, and how it tells what it got: a line of JSON for each wish."""

import asyncio
import inspect
import json

MODEL, UNKNOWN = "gpt-4.1", "gpt-nowhere"
EMBEDDING = "text-embedding-3-small"
WRONG_KEY = "sk-wrong"
HELLO = "Hello there, parrot"
STEPS = 'read_page {"number": 1} then read_page {"number": 2}'
PLACE = "A place"
NUMBER = {"type": "object", "properties": {"number": {"type": "integer"}}, "required": ["number"]}
TOOL = {"type": "function", "function": {"name": "read_page", "parameters": NUMBER}}


def tell(**wishes):
    """Prints what each wish came to: what it gave, or what it raised."""
    for name, wish in wishes.items():
        print(json.dumps({"wish": name, **outcome(wish)}), flush=True)


def outcome(wish):
    try:
        got = wish()
        return {"got": asyncio.run(got) if inspect.isawaitable(got) else got}
    except Exception as problem:
        return {"raised": [type(each).__name__ for each in chain(problem)], "said": str(problem)[:300]}


def chain(problem):
    """An exception and what led to it, which libraries wrap."""
    while problem is not None:
        yield problem
        problem = problem.__cause__ or problem.__context__


def said(text):
    """A chat in which that is all there was."""
    return [{"role": "user", "content": text}]


def page(number):
    """What is on a page; it names no tool, for a result that is written as a text would call that once more."""
    return f"sheet {number}"
