"""Files in chat: accepted, and read."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "chat.files.accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="applications that attach documents fail on the first one",
)
def test_a_file_is_accepted(file_input):
    """A user's content may hold a PDF, as base64 with its name, beside text."""
    assert file_input.outcome == 200


@requirement(
    "chat.files.counted",
    SHOULD,
    basis="observed",
    breaks="the document was dropped on its way, and the model makes one up; or its cost is told to nobody",
)
def test_a_file_has_tokens(file_input, without_attachment):
    """`prompt_tokens` grows with a file that is added to the prompt."""
    assert file_input.prompt_tokens > without_attachment.prompt_tokens
