"""LangChain: chats, and Responses where they are chosen."""

from langchain.agents import create_agent
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from place import Place
from wanted import EMBEDDING, HELLO, MODEL, PLACE, STEPS, UNKNOWN, WRONG_KEY, page, tell


@tool
def read_page(number: int) -> str:
    """A page of the book."""
    return page(number)


def model(name=MODEL, **how):
    return ChatOpenAI(model=name, max_retries=0, **how)


def tools():
    return create_agent(model(), [read_page]).invoke({"messages": [("user", STEPS)]})["messages"][-1].text


tell(
    chat=lambda: model().invoke(HELLO).text,
    streamed=lambda: [chunk.text for chunk in model().stream(HELLO)],
    tools=tools,
    structured=lambda: model().with_structured_output(Place).invoke(PLACE).model_dump(),
    # Counting tokens takes a file from the network.
    embeddings=lambda: OpenAIEmbeddings(model=EMBEDDING, check_embedding_ctx_length=False).embed_query(HELLO),
    wrong_key=lambda: model(api_key=WRONG_KEY).invoke(HELLO).text,
    unknown_model=lambda: model(UNKNOWN).invoke(HELLO).text,
    responses=lambda: model(use_responses_api=True).invoke(HELLO).text,
)
