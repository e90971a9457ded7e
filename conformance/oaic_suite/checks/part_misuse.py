"""Content in parts that are malformed, each in one way."""

from oaic_suite.checks.refusals import Case, cases, saying, spoiled
from oaic_suite.conversation import conversation
from oaic_suite.parts import asking


def holding(content):
    return saying({"role": "user", "content": content})


MALFORMED = cases(
    Case("no-parts", holding([])),
    Case("bare-text", holding(["Say hello."])),
    Case("without-type", holding([{"text": "Say hello."}])),
    Case("without-text", holding([{"type": "text"}])),
    Case("text-of-number", holding([{"type": "text", "text": 7}])),
    Case("null-content", holding(None)),
    Case("null-message", saying(None)),
)


@conversation("reply", control=True)
def in_parts(target, bare):
    """Content in parts: malformed ones are judged only where a sound one is taken."""
    bare.require_status()
    return target.chat(**asking())


@conversation("refusal", MALFORMED)
def refused_parts(target, in_parts, variant):
    return spoiled(target, in_parts, variant)
