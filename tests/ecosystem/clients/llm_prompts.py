"""simonw's llm: models of its own settings, which it reads from a file."""

import json
import os
from pathlib import Path

from place import Place
from wanted import HELLO, MODEL, PLACE, STEPS, UNKNOWN, WRONG_KEY, page, tell

SETTINGS = Path(os.environ["LLM_USER_PATH"])
LINE = (
    "- {{model_id: own-{0}, model_name: {0}, api_base: {1}, api_key_name: openai, supports_tools: true,"
    " supports_schema: true}}\n"
)
(SETTINGS / "extra-openai-models.yaml").write_text(
    "".join(LINE.format(name, os.environ["OPENAI_BASE_URL"]) for name in (MODEL, UNKNOWN))
)

import llm  # noqa: E402 - it reads its settings when it is imported


def read_page(number: int) -> str:
    """A page of the book."""
    return page(number)


chats = llm.get_model(f"own-{MODEL}")
KEY = os.environ["OPENAI_API_KEY"]
tell(
    chat=lambda: chats.prompt(HELLO, stream=False, key=KEY).text(),
    streamed=lambda: list(chats.prompt(HELLO, key=KEY)),
    tools=lambda: "".join(list(chats.chain(STEPS, tools=[read_page], key=KEY))),
    structured=lambda: json.loads(chats.prompt(PLACE, schema=Place, key=KEY).text()),
    wrong_key=lambda: chats.prompt(HELLO, key=WRONG_KEY).text(),
    unknown_model=lambda: llm.get_model(f"own-{UNKNOWN}").prompt(HELLO, key=KEY).text(),
    responses=lambda: llm.get_model().prompt(HELLO, stream=False, key=KEY).text(),
)
