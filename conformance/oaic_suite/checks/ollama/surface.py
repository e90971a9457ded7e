"""Ollama's API, asked for: a convention, which a server need not follow."""

from oaic_suite.asking.surface import Plain, Probe, Surface
from oaic_suite.checks.chat.parts import in_base64, sample

ROOT, VERSION, TAGS, RUNNING, SHOW = "ollamaRoot", "ollamaVersion", "ollamaTags", "ollamaRunning", "ollamaShow"
TALK, TEXT = "ollamaChat", "ollamaGenerate"
EMBED, EMBED_OLD = "ollamaEmbed", "ollamaEmbeddings"

WHOLE = {"stream": False, "options": {"num_predict": 64}}
HELLO = [{"role": "user", "content": "Say hello."}]
PICTURES = [in_base64(sample(name)) for name in ("square.png", "square.jpeg")]
PICTURED = [{"role": "user", "content": "What is this?", "images": PICTURES[:1]}]
PICTURED_TWICE = [{"role": "user", "content": "What are these?", "images": PICTURES}]
WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather in a city.",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}
PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
}


def there(operation, **more):
    """A capability that rests on the API's being there."""
    return Probe(operation, **{"needs": "ollama"} | more)


def in_talk(members, *called):
    """A capability that a chat shows, where chats are answered at all."""
    return Probe(TALK, members, needs="ollama-chat", called=called)


SURFACE = Surface(
    "ollama",
    profile="ollama",
    plain=(
        Plain(ROOT, of_a_model=False),
        Plain(VERSION, of_a_model=False),
        Plain(TAGS, of_a_model=False),
        Plain(RUNNING, of_a_model=False),
        Plain(SHOW, {}),
        Plain(TALK, {"messages": HELLO, **WHOLE}),
        Plain(TEXT, {"prompt": "Say hello.", **WHOLE}),
        Plain(EMBED, {"input": "A parrot on a ship."}),
        Plain(EMBED_OLD, {"prompt": "A parrot on a ship."}),
    ),
    probes={
        "ollama": Probe(TAGS, marks="models"),
        "ollama-root": there(ROOT),
        "ollama-version": there(VERSION, marks="version"),
        "ollama-ps": there(RUNNING, marks="models"),
        "ollama-show": there(SHOW),
        "ollama-chat": there(TALK, marks="message"),
        "ollama-tools": in_talk({"tools": [WEATHER]}, "tool"),
        "ollama-format": in_talk({"format": PERSON}, "schema"),
        "ollama-think": in_talk({"think": True}, "thinking"),
        "ollama-images": in_talk({"messages": PICTURED}, "images", "vision", "multimodal"),
        "ollama-generate": there(TEXT, marks="response"),
        "ollama-embed": there(EMBED, marks="embeddings"),
        "ollama-embeddings": there(EMBED_OLD, marks="embedding"),
    },
)
