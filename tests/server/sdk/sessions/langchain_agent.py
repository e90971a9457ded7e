"""A session of LangChain with `use_responses_api`; prints what came of it."""

import json

from langchain.agents import create_agent
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI
from pydantic import BaseModel

STEPS = 'read_page {"number": 1} then read_page {"number": 2}'
called = []


class Place(BaseModel):
    city: str
    people: int


@tool
def read_page(number: int) -> str:
    """A page of the book."""
    called.append(number)
    return f"page {number}"


def model(**how):
    return ChatOpenAI(model="gpt-4.1", use_responses_api=True, **how)


def said(model, *messages):
    return create_agent(model, [read_page], system_prompt="Be brief.").invoke({"messages": list(messages)})["messages"]


first = said(model(), ("user", STEPS))
sealed = model(reasoning={"effort": "low"}, include=["reasoning.encrypted_content"], store=False)
print(
    json.dumps(
        {
            "text": said(model(), *first, ("user", "Hello"))[-1].text,
            "tools": first[-1].text,
            "streamed": "".join(chunk.text for chunk in model().stream("Hello there")),
            "structured": model().with_structured_output(Place).invoke("A place").model_dump(),
            "tools, each answer kept": said(model(use_previous_response_id=True), ("user", STEPS))[-1].text,
            "tools, and sealed thoughts": said(sealed, ("user", STEPS))[-1].text,
            "called": called,
        }
    )
)
