"""Chats and prompts in Ollama's words, whole and line by line: what several files of checks read."""

from oaic_suite.checks.chat.readings.scripts import SCRIPTS
from oaic_suite.checks.ollama.surface import HELLO, TALK, TEXT
from oaic_suite.judging.conversation import conversation

CUT = {"options": {"num_predict": 1}}
SYSTEM = [{"role": "system", "content": "You are a parrot."}, {"role": "User", "content": "Say hello."}]
TALKS = {
    "plain": {},
    "system": {"messages": SYSTEM},
    "scripts": {"messages": [{"role": "user", "content": "Repeat: " + " ".join(SCRIPTS.values())}]},
    "cut": CUT,
}
PROMPTS = {"plain": {}, "system": {"system": "You are a parrot."}, "cut": CUT}
STREAMED = {"stream": True}


def unasked(body):
    """The same without a word about a stream: then there is one."""
    return {name: value for name, value in body.items() if name != "stream"}


@conversation("reply", control=True)
def ollama_bare(target):
    target.capabilities.require("ollama-chat")
    return target.ask(TALK)


@conversation("reply", TALKS)
def ollama_talk(target, variant):
    target.capabilities.require("ollama-chat")
    return target.ask(TALK, **variant)


@conversation("lines", TALKS)
def ollama_lines(target, ollama_bare, variant):
    ollama_bare.require_status()
    return target.ask(TALK, **variant, **STREAMED)


@conversation("lines")
def ollama_lines_unasked(target, ollama_bare):
    """A chat that says nothing of a stream."""
    ollama_bare.require_status()
    return target.provoke(TALK, unasked(target.body(TALK)), lawful=True)


@conversation("reply", PROMPTS)
def ollama_text(target, variant):
    target.capabilities.require("ollama-generate")
    return target.ask(TEXT, **variant)


@conversation("lines", PROMPTS)
def ollama_text_lines(target, variant):
    target.capabilities.require("ollama-generate")
    return target.ask(TEXT, **variant, **STREAMED)


@conversation("reply")
def ollama_loaded(target, ollama_bare):
    """Asked for nothing: the model is loaded."""
    ollama_bare.require_status()
    return target.ask(TALK, messages=[])


@conversation("reply")
def ollama_untyped(target, ollama_bare):
    """As curl sends it where nobody says what it is."""
    ollama_bare.require_status()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return target.provoke(TALK, target.body(TALK, messages=HELLO), headers=headers)
