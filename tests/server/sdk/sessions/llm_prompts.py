"""A session of simonw's llm with its default model; prints what came of it."""

import json

import llm
from pydantic import BaseModel

STEPS = 'read_page {"number": 1} then read_page {"number": 2}'
called = []


class Place(BaseModel):
    city: str
    people: int


def read_page(number: int) -> str:
    """A page of the book."""
    called.append(number)
    return f"page {number}"


model = llm.get_model()
talk = model.conversation()
talk.prompt("Hi", system="Be brief.").text()
print(
    json.dumps(
        {
            "text": talk.prompt("Hello", stream=False).text(),
            "tools": "".join(model.chain(STEPS, tools=[read_page])),
            "streamed": "".join(model.prompt("Hello there")),
            "structured": json.loads(model.prompt("A place", schema=Place).text()),
            "called": called,
        }
    )
)
