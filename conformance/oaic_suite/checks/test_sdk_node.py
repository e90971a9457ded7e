"""The official Node SDK as a witness: what it makes of the answers is what stands in them.

Each conversation is played in Node by an application of a few lines; the bytes are kept while it reads them.
"""

from oaic_suite.checks.sdk_readings import raising, refusal
from oaic_suite.checks.test_sdk_errors import WRONG_KEY, another_key
from oaic_suite.checks.tools import ASK, ROOM, WEATHER, naming
from oaic_suite.conversation import conversation
from oaic_suite.node import held
from oaic_suite.node.played import play, play_refused
from oaic_suite.requirement import requirement
from oaic_suite.target import UNKNOWN_MODEL
from oaic_suite.verdict import MUST, SHOULD

CHAT, COMPLETION, EMBEDDING = "createChatCompletion", "createCompletion", "createEmbedding"
IN_JSON = [{"role": "user", "content": "Say hello in JSON."}]


def chat(target, scenario, *capabilities, **members):
    for capability in ("chat", *capabilities):
        target.capabilities.require(capability)
    return play(target, CHAT, scenario, target.chat_body(**members))


def complete(target, scenario, capability):
    target.capabilities.require(capability)
    return play(target, COMPLETION, scenario, target.completion_body())


def embed(target, **members):
    target.capabilities.require("embeddings")
    return play(target, EMBEDDING, "embeddings.plain", target.embedding_body(**members))


# --- models ------------------------------------------------------------------------------------------


@conversation()
def node_models(target):
    target.capabilities.require("models")
    return play(target, "listModels", "models.list", {})


@conversation()
def node_model(target):
    target.capabilities.require("models-retrieve")
    return play(target, "retrieveModel", "models.retrieve", {"model": target.model})


@requirement(
    "sdk-node.models.list",
    MUST,
    basis="sdk",
    breaks="an application in Node that offers a choice of models offers none, or does not start",
)
def test_the_models_are_iterated(node_models):
    """The official Node SDK iterates over the models that the list holds."""
    assert node_models.misread(held.listed) == []


@requirement(
    "sdk-node.models.retrieve",
    MUST,
    basis="sdk",
    breaks="an application in Node that asks whether a model is there is told nothing",
)
def test_a_model_is_fetched(node_model):
    """The official Node SDK gives the model that the answer holds."""
    assert node_model.misread(held.fetched) == []


# --- chat --------------------------------------------------------------------------------------------


@conversation()
def node_reply(target):
    return chat(target, "chat.plain")


@conversation()
def node_stream(target):
    return chat(target, "chat.stream", "chat-stream-usage")


@conversation()
def node_helper(target):
    return chat(target, "chat.helper", "chat-stream-usage")


@conversation()
def node_parsed(target):
    return chat(target, "chat.parse", "json-schema", messages=IN_JSON, **{target.limit_name: ROOM})


@conversation()
def node_parsed_stream(target):
    return chat(
        target,
        "chat.parse-helper",
        "json-schema",
        "chat-stream-usage",
        messages=IN_JSON,
        **{target.limit_name: ROOM},
    )


@requirement(
    "sdk-node.chat.reply",
    MUST,
    basis="sdk",
    breaks="an application in Node gets an exception, or another text than was sent",
)
def test_a_reply_is_read(node_reply):
    """The official Node SDK gives the text, the finish reason and the usage that a chat completion holds."""
    assert node_reply.misread(held.answered) == []


@requirement(
    "sdk-node.chat.stream",
    MUST,
    basis="sdk",
    breaks="a chat in Node shows half an answer, or an exception in the middle of one",
)
def test_a_stream_is_read(node_stream):
    """An application that adds up the chunks the official Node SDK yields has the text that was streamed."""
    assert node_stream.misread(held.gathered) == []


@requirement(
    "sdk-node.chat.helper",
    MUST,
    basis="sdk",
    breaks="`.stream()` of the Node SDK raises, or its final completion is another than was streamed",
)
def test_the_stream_helper_adds_up(node_helper):
    """The final completion of the Node SDK's `.stream()` helper is what was streamed."""
    assert node_helper.misread(held.helped) == []


@requirement(
    "sdk-node.chat.parse",
    MUST,
    basis="sdk",
    breaks="`.parse()` of the Node SDK raises, and structured output cannot be used",
)
def test_parse_gives_the_object(node_parsed):
    """The Node SDK's `.parse()` with a zod schema gives the object that the answer holds as text."""
    assert node_parsed.misread(held.parsed) == []


@requirement(
    "sdk-node.chat.parse-stream",
    MUST,
    basis="sdk",
    breaks="structured output cannot be streamed to an application in Node",
)
def test_a_streamed_object_is_parsed(node_parsed_stream):
    """The Node SDK's `.stream()` helper with a zod schema gives the object that was streamed as text."""
    assert node_parsed_stream.misread(held.helped_object) == []


# --- tools -------------------------------------------------------------------------------------------


def call(target, scenario, *capabilities, **members):
    more = {target.limit_name: ROOM, "messages": ASK, "tools": [WEATHER]} | members
    return chat(target, scenario, "tools", *capabilities, **more)


@conversation()
def node_call(target):
    return call(target, "chat.plain", tool_choice=naming(WEATHER))


@conversation()
def node_streamed_call(target):
    return call(target, "chat.stream", "chat-stream-usage", tool_choice=naming(WEATHER))


@conversation()
def node_helped_call(target):
    return call(target, "chat.helper", "chat-stream-usage", tool_choice=naming(WEATHER))


@conversation()
def node_run(target):
    return call(target, "chat.run")


@requirement(
    "sdk-node.tools.reply",
    MUST,
    basis="sdk",
    breaks="an agent in Node calls nothing, or something else than the model asked for",
)
def test_a_call_is_read(node_call):
    """The official Node SDK gives the id, the name and the arguments of the calls in a message."""
    assert node_call.misread(held.called) == []


@requirement(
    "sdk-node.tools.stream",
    MUST,
    basis="sdk",
    breaks="an agent in Node that streams puts calls together that the model never made",
)
def test_a_streamed_call_is_read(node_streamed_call):
    """An application that adds up the fragments the official Node SDK yields has the calls that were streamed."""
    assert node_streamed_call.misread(held.called_by_pieces) == []


@requirement(
    "sdk-node.tools.helper",
    MUST,
    basis="sdk",
    breaks="`.stream()` of the Node SDK raises as soon as a tool is called",
)
def test_the_stream_helper_adds_up_calls(node_helped_call):
    """The final completion of the Node SDK's `.stream()` helper has the calls that were streamed."""
    assert node_helped_call.misread(held.helped_calls) == []


@requirement(
    "sdk-node.tools.run",
    MUST,
    basis="sdk",
    breaks="`runTools` of the Node SDK ends without calling, or never ends",
)
def test_tools_are_run(node_run):
    """The Node SDK's `runTools` calls what the first answer asks for and ends with the text of the last."""
    assert node_run.misread(held.ran(node_run)) == []


# --- completions, embeddings ---------------------------------------------------------------------------


@conversation()
def node_completion(target):
    return complete(target, "completions.plain", "completions")


@conversation()
def node_completion_stream(target):
    return complete(target, "completions.stream", "completions-stream-usage")


@conversation()
def node_embedding(target):
    return embed(target)


@conversation()
def node_floats(target):
    return embed(target, encoding_format="float")


@requirement(
    "sdk-node.completions.reply",
    MUST,
    basis="sdk",
    breaks="an application in Node gets an exception, or another text than was sent",
)
def test_a_completion_is_read(node_completion):
    """The official Node SDK gives the text, the finish reason and the usage that a legacy completion holds."""
    assert node_completion.misread(held.completed) == []


@requirement(
    "sdk-node.completions.stream",
    MUST,
    basis="sdk",
    breaks="an editor that completes in Node shows half a line, or an exception in the middle of one",
)
def test_a_streamed_completion_is_read(node_completion_stream):
    """An application that adds up the legacy chunks the official Node SDK yields has the text that was streamed."""
    assert node_completion_stream.misread(held.completed_by_pieces) == []


@requirement(
    "sdk-node.embeddings.base64",
    MUST,
    basis="sdk",
    breaks="the Node SDK, which asks for base64 unless told otherwise, gives vectors of garbage",
)
def test_a_vector_is_decoded(node_embedding):
    """The official Node SDK, left to ask for base64, gives the vector that the answer holds."""
    assert node_embedding.misread(held.embedded) == []


@requirement(
    "sdk-node.embeddings.float",
    MUST,
    basis="sdk",
    breaks="an application in Node that asks for numbers computes with something else",
)
def test_a_vector_is_read(node_floats):
    """The official Node SDK, asked for numbers, gives the vector that the answer holds."""
    assert node_floats.misread(held.embedded) == []


# --- errors ------------------------------------------------------------------------------------------


@conversation()
def node_stranger(target, bare):
    bare.require_status()
    return refused(target, **another_key(target, WRONG_KEY))


@conversation()
def node_lost(target, bare):
    bare.require_status()
    return refused(target, model=UNKNOWN_MODEL)


@conversation()
def node_mistake(target, bare):
    bare.require_status()
    return refused(target, messages="Say hello.")


def refused(target, api_key=None, **members):
    return play_refused(target, CHAT, "chat.plain", target.chat_body(**members), api_key=api_key)


@requirement(
    "sdk-node.errors.wrong-key",
    MUST,
    basis="sdk",
    breaks="an application in Node that asks for another key on AuthenticationError never asks",
)
def test_a_wrong_key_is_told(node_stranger):
    """The official Node SDK raises `AuthenticationError` for a wrong key."""
    assert node_stranger.misread(raising("AuthenticationError")) == []


@requirement(
    "sdk-node.errors.unknown-model",
    MUST,
    basis="sdk",
    breaks="an application in Node that tries another model on NotFoundError never tries",
)
def test_an_unknown_model_is_told(node_lost):
    """The official Node SDK raises `NotFoundError` for a model that is not there."""
    assert node_lost.misread(raising("NotFoundError")) == []


@requirement(
    "sdk-node.errors.invalid-request",
    SHOULD,
    basis="sdk",
    breaks="an application in Node takes its own mistake for the server's, and tries again",
)
def test_a_mistake_is_told(node_mistake):
    """The official Node SDK raises `BadRequestError` for a body that breaks the contract."""
    assert node_mistake.misread(raising("BadRequestError")) == []


@requirement(
    "sdk-node.errors.members",
    MUST,
    basis="sdk",
    breaks="`error.type`, `error.code` and `error.param` are undefined in Node, and nobody can tell errors apart",
)
def test_an_error_says_what_it_is(node_mistake):
    """An error the official Node SDK raises has the `type`, the `code` and the `param` of the error in the body."""
    assert node_mistake.misread(refusal) == []
