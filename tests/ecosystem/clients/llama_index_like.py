"""LlamaIndex with its class for servers that are like OpenAI's."""

import os

from llama_index.core.agent.workflow import FunctionAgent
from llama_index.embeddings.openai_like import OpenAILikeEmbedding
from llama_index.llms.openai_like import OpenAILike
from place import Place
from wanted import EMBEDDING, HELLO, MODEL, PLACE, STEPS, UNKNOWN, WRONG_KEY, page, tell

BASE, KEY = os.environ["OPENAI_BASE_URL"], os.environ["OPENAI_API_KEY"]


def read_page(number: int) -> str:
    """A page of the book."""
    return page(number)


def model(name=MODEL, key=KEY):
    return OpenAILike(
        model=name, api_base=BASE, api_key=key, is_chat_model=True, is_function_calling_model=True, max_retries=0
    )


async def tools():
    return str(await FunctionAgent(tools=[read_page], llm=model()).run(STEPS))


def structured():
    return model().as_structured_llm(Place).complete(PLACE).raw.model_dump()


def embeddings():
    return OpenAILikeEmbedding(model_name=EMBEDDING, api_base=BASE, api_key=KEY).get_text_embedding(HELLO)


tell(
    chat=lambda: model().complete(HELLO).text,
    streamed=lambda: [piece.delta for piece in model().stream_complete(HELLO)],
    tools=tools,
    structured=structured,
    embeddings=embeddings,
    wrong_key=lambda: model(key=WRONG_KEY).complete(HELLO).text,
    unknown_model=lambda: model(UNKNOWN).complete(HELLO).text,
)
