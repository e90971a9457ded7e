"""Chat completions, asked for."""

from oaic_suite.asking.surface import Plain, Probe, Surface
from oaic_suite.checks.chat.parts import FILE, asking

CHAT = "createChatCompletion"
LIMITS = ("max_tokens", "max_completion_tokens")

USAGE = {"stream": True, "stream_options": {"include_usage": True}}
STOP_LIST, STOP_TEXT = {"stop": ["\u2603"]}, {"stop": "\u2603"}
# How the refusal of a part may name it.
IN_A_PART = ("messages", "content", "multimodal", "multi-modal", "modality", "modalities")


def in_chat(members=None, **more):
    """A capability that a chat shows, where chats are answered at all."""
    return Probe(CHAT, members or {}, **{"needs": "chat"} | more)


SURFACE = Surface(
    "chat",
    profile="core",
    plain=(
        Plain(
            CHAT,
            {"messages": [{"role": "user", "content": "Say hello."}]},
            LIMITS,
            doings=("chat.plain", "chat.stream"),
        ),
    ),
    probes={
        "chat": Probe(CHAT),
        "chat-stream": in_chat({"stream": True}, called=("streaming",)),
        "chat-stream-usage": in_chat(USAGE, needs="chat-stream"),
        "chat-n": in_chat({"n": 2}, called=("choice", "candidate")),
        "chat-logprobs": in_chat(
            {"logprobs": True, "top_logprobs": 2}, called=("log probability", "log probabilities")
        ),
        "chat-seed": in_chat({"seed": 7}),
        "chat-stop": in_chat(STOP_LIST, otherwise=STOP_TEXT),
        "chat-file": in_chat(besides=asking(FILE), called=(*IN_A_PART, "file", "document", "attachment")),
    },
)
