"""smolagents: an agent that calls tools, and folds what they gave into what the user says."""

import os

from smolagents import ActionStep, FinalAnswerStep, OpenAIServerModel, ToolCallingAgent, tool
from wanted import HELLO, MODEL, STEPS, UNKNOWN, WRONG_KEY, page, tell

AT = {"api_base": os.environ["OPENAI_BASE_URL"], "client_kwargs": {"max_retries": 0}}


@tool
def read_page(number: int) -> str:
    """A page of the book.

    Args:
        number: which
    """
    return page(number)


def model(name=MODEL, key=os.environ["OPENAI_API_KEY"]):
    return OpenAIServerModel(model_id=name, api_key=key, **AT)


def said(model):
    return model.generate([{"role": "user", "content": [{"type": "text", "text": HELLO}]}]).content


def streamed():
    pieces = model().generate_stream([{"role": "user", "content": [{"type": "text", "text": HELLO}]}])
    return [piece.content or "" for piece in pieces]


def tools():
    """What it read before it ended by a call of its own."""
    run = ToolCallingAgent(tools=[read_page], model=model(), max_steps=6, verbosity_level=0).run(STEPS, stream=True)
    *steps, last = run
    assert isinstance(last, FinalAnswerStep)
    return "".join(step.observations or "" for step in steps if isinstance(step, ActionStep))


tell(
    chat=lambda: said(model()),
    streamed=streamed,
    tools=tools,
    wrong_key=lambda: said(model(key=WRONG_KEY)),
    unknown_model=lambda: said(model(UNKNOWN)),
)
