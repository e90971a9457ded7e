"""Models told wrongly, or not at all."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.ollama.replies import redirect, whole
from oaic_server.faults.operations import (
    OLLAMA_ROOT,
    OLLAMA_RUNNING,
    OLLAMA_SHOW,
    OLLAMA_TAGS,
    OLLAMA_VERSION,
)


@fault("ollama.models.root.status", on=OLLAMA_ROOT)
def the_root_is_somewhere_else(reply: Reply) -> None:
    redirect(reply)


@fault("ollama.models.version.status", on=OLLAMA_VERSION)
def the_version_is_somewhere_else(reply: Reply) -> None:
    redirect(reply)


@fault("ollama.models.version.schema", on=OLLAMA_VERSION)
def the_version_is_a_number(reply: Reply) -> None:
    for told in whole(reply):
        told["version"] = 0.9


@fault("ollama.models.list.status", on=OLLAMA_TAGS)
def the_list_is_somewhere_else(reply: Reply) -> None:
    redirect(reply)


@fault("ollama.models.list.schema", on=OLLAMA_TAGS)
def sizes_are_empty_texts(reply: Reply) -> None:
    """As llama.cpp writes such entries."""
    for told in whole(reply):
        for model in told["models"]:
            model |= {"size": "", "digest": "", "modified_at": ""}


@fault("ollama.models.list.same", on=OLLAMA_TAGS)
def a_model_is_missing_from_the_list(reply: Reply) -> None:
    for told in whole(reply):
        del told["models"][1:]


@fault("ollama.models.running.status", on=OLLAMA_RUNNING)
def what_is_loaded_is_told_somewhere_else(reply: Reply) -> None:
    redirect(reply)


@fault("ollama.models.running.schema", on=OLLAMA_RUNNING)
def memory_is_told_in_words(reply: Reply) -> None:
    for told in whole(reply):
        for model in told["models"]:
            model["size_vram"] = "1 MB"


@fault("ollama.models.show.status", on=OLLAMA_SHOW)
def models_are_described_somewhere_else(reply: Reply) -> None:
    redirect(reply)


@fault("ollama.models.show.schema", on=OLLAMA_SHOW)
def a_model_has_no_info(reply: Reply) -> None:
    for told in whole(reply):
        del told["model_info"]


@fault("ollama.models.show.unknown", on=OLLAMA_SHOW)
def an_unknown_model_is_a_bad_request(reply: Reply) -> None:
    if reply.status == 404:
        reply.status = 400


@benign("ollama.models.tagged", on=OLLAMA_TAGS)
def names_have_the_tag_that_says_nothing(reply: Reply) -> None:
    for told in whole(reply):
        for model in told["models"]:
            model["name"] = model["model"] = model["name"] + ("" if ":" in model["name"] else ":latest")


@benign("ollama.models.root.as-sglang", on=OLLAMA_ROOT)
def another_server_says_that_it_is_running(reply: Reply) -> None:
    reply.body, reply.status = "SGLang is running", 200
    reply.set_header("content-type", "application/json")
