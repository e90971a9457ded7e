"""The Agents SDK: Responses by default, chats where they are chosen."""

from agents import Agent, OpenAIChatCompletionsModel, OpenAIResponsesModel, Runner, function_tool, set_tracing_disabled
from openai import AsyncOpenAI
from place import Place
from wanted import HELLO, MODEL, PLACE, STEPS, UNKNOWN, WRONG_KEY, page, tell

set_tracing_disabled(True)


@function_tool
def read_page(number: int) -> str:
    """A page of the book."""
    return page(number)


def agent(name=MODEL, kind=OpenAIChatCompletionsModel, key=None, **how):
    client = AsyncOpenAI(max_retries=0, api_key=key) if key else AsyncOpenAI(max_retries=0)
    return Agent(name="reader", model=kind(model=name, openai_client=client), **how)


async def said(text, agent):
    return (await Runner.run(agent, text)).final_output


async def streamed():
    run = Runner.run_streamed(agent(), HELLO)
    events = [event.data async for event in run.stream_events() if event.type == "raw_response_event"]
    return [event.delta for event in events if event.type == "response.output_text.delta"]


async def structured():
    return (await said(PLACE, agent(output_type=Place))).model_dump()


tell(
    chat=lambda: said(HELLO, agent()),
    streamed=streamed,
    tools=lambda: said(STEPS, agent(tools=[read_page])),
    structured=structured,
    wrong_key=lambda: said(HELLO, agent(key=WRONG_KEY)),
    unknown_model=lambda: said(HELLO, agent(UNKNOWN)),
    responses=lambda: said(HELLO, agent(kind=OpenAIResponsesModel)),
)
