"""pydantic-ai: Responses by default, chats where they are named."""

from openai import AsyncOpenAI
from place import Place
from pydantic_ai import Agent, Embedder
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider
from wanted import EMBEDDING, HELLO, MODEL, PLACE, STEPS, UNKNOWN, WRONG_KEY, page, tell


def model(name=MODEL, **how):
    return OpenAIChatModel(name, provider=OpenAIProvider(openai_client=AsyncOpenAI(max_retries=0, **how)))


async def said(text, model, **how):
    return (await Agent(model, **how).run(text)).output


async def streamed():
    async with Agent(model()).run_stream(HELLO) as run:
        return [delta async for delta in run.stream_text(delta=True)]


def read_page(number: int) -> str:
    """A page of the book."""
    return page(number)


async def structured():
    return (await said(PLACE, model(), output_type=Place)).model_dump()


async def embeddings():
    return list((await Embedder(f"openai:{EMBEDDING}").embed_query(HELLO)).embeddings[0])


tell(
    chat=lambda: said(HELLO, model()),
    streamed=streamed,
    tools=lambda: said(STEPS, model(), tools=[read_page]),
    structured=structured,
    embeddings=embeddings,
    wrong_key=lambda: said(HELLO, model(api_key=WRONG_KEY)),
    unknown_model=lambda: said(HELLO, model(UNKNOWN)),
    responses=lambda: said(HELLO, f"openai:{MODEL}"),
)
