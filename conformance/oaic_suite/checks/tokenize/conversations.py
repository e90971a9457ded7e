"""Texts taken apart, alone and beside answers that count the same text."""

from oaic_spec.mounts import API

from oaic_suite.asking.survey.capability import refused
from oaic_suite.asking.survey.nowhere import unless_nowhere
from oaic_suite.asking.survey.recognised import has_member
from oaic_suite.checks.chat.readings.scripts import SCRIPTS
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.checks.tokenize.readings import ids
from oaic_suite.checks.tokenize.surface import DETOKENIZING, TEXT, TOKENIZING
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation

MANY_SCRIPTS = "\n".join(SCRIPTS.values())
TEXTS = {"text": TEXT, "scripts": MANY_SCRIPTS}
MESSAGES = [{"role": "system", "content": "You are a parrot."}, {"role": "user", "content": TEXT}]


def named(text):
    """A text under the names that both dialects have for it."""
    return {"prompt": text, "content": text}


def special(added):
    """Whether the tokens that begin a text are added, as both dialects say it."""
    return {"add_special_tokens": added, "add_special": added}


@conversation("reply", TEXTS)
def tokenized(target, variant):
    """A text without what is added to any."""
    target.capabilities.require("tokenize")
    return target.ask(TOKENIZING, **named(variant), **special(False))


@conversation()
def tokenized_prompt(target):
    """A prompt taken apart as a model reads it, and an answer that says what it cost."""
    target.capabilities.require("tokenize")
    target.capabilities.require("completions")
    answered = target.ask(COMPLETION, prompt=TEXT)
    of_the_same = {"model": answered.request.get("model")}  # another model may take texts apart otherwise
    return [Reply(target.ask(TOKENIZING, **of_the_same, **named(TEXT), **special(True))), Reply(answered)]


@conversation()
def tokenized_chat(target):
    """A chat taken apart, where the server does that, and an answer that says what it cost."""
    target.capabilities.require("tokenize")
    asked = target.provoke(TOKENIZING, {"model": target.model, "messages": MESSAGES}, lawful=True)
    if refused(asked) or (asked.status == 200 and not has_member(asked, "count")):
        raise NotApplicable(f"the server counts no messages: it answers {asked.outcome}")
    return [Reply(asked), Reply(target.ask(CHAT, messages=MESSAGES))]


@conversation("reply", apart=True)
def versioned_tokens(target, tokenized):
    """The same text where the API begins."""
    tokenized.require_status()
    return unless_nowhere(target, target.provoke(TOKENIZING, tokenized.request.json, server=API))


@conversation("refusal")
def tokens_of_a_number(target, bare_tokens):
    bare_tokens.require_status()
    return target.provoke(TOKENIZING, target.body(TOKENIZING, **named(7)))


@conversation("reply", control=True)
def bare_tokens(target):
    target.capabilities.require("tokenize")
    return target.ask(TOKENIZING)


@conversation("reply")
def put_together(target, tokenized):
    """The tokens of a text, as text again."""
    target.capabilities.require("detokenize")
    return target.ask(DETOKENIZING, tokens=ids(tokenized))


@conversation("refusal", {"a-text": "parrot", "unknown": [2**31 - 1]})
def no_tokens(target, bare_text, variant):
    bare_text.require_status()
    return target.provoke(DETOKENIZING, target.body(DETOKENIZING, tokens=variant))


@conversation("reply", control=True)
def bare_text(target):
    target.capabilities.require("detokenize")
    return target.ask(DETOKENIZING)
