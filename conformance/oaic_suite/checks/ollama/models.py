"""That Ollama's API is there, and which models it knows."""

from oaic_suite.asking.target import UNKNOWN_MODEL
from oaic_suite.checks.ollama.readings import only_one_has
from oaic_suite.checks.ollama.surface import ROOT, RUNNING, SHOW, TAGS, VERSION
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import SHOULD


@conversation("reply")
def ollama_root(target):
    target.capabilities.require("ollama-root")
    return target.ask(ROOT)


@conversation("reply")
def ollama_version(target):
    target.capabilities.require("ollama-version")
    return target.ask(VERSION)


@conversation("reply")
def ollama_tags(target):
    target.capabilities.require("ollama")
    return target.ask(TAGS)


@conversation("reply")
def ollama_running(target, ollama_bare):
    """Asked when there was a chat, so that a model is loaded."""
    ollama_bare.require_status()
    target.capabilities.require("ollama-ps")
    return target.ask(RUNNING)


@conversation("reply")
def ollama_shown(target):
    target.capabilities.require("ollama-show")
    return target.ask(SHOW)


@conversation("refusal")
def ollama_unknown_shown(target, ollama_shown):
    ollama_shown.require_status()
    return target.ask(SHOW, model=UNKNOWN_MODEL)


@requirement(
    "ollama.models.root.status",
    SHOULD,
    basis="convention",
    on=ROOT,
    owns="@outcome",
    breaks="scripts and applications that look for Ollama at its root say that it is not running",
)
def test_the_root_is_answered(ollama_root):
    """`GET /` is answered with status 200 where Ollama's API is there."""
    assert ollama_root.outcome == 200


@requirement(
    "ollama.models.version.status",
    SHOULD,
    basis="convention",
    on=VERSION,
    owns="@outcome",
    breaks="applications that compare the version before anything else do not connect",
)
def test_the_version_is_answered(ollama_version):
    """`GET /api/version` is answered with status 200."""
    assert ollama_version.outcome == 200


@requirement(
    "ollama.models.version.schema",
    SHOULD,
    basis="convention",
    on=VERSION,
    breaks="applications that compare the version before anything else do not connect",
)
def test_the_version_is_a_text(ollama_version):
    """`GET /api/version` has `version`, a string."""
    assert ollama_version.residue() == []


@requirement(
    "ollama.models.list.status",
    SHOULD,
    basis="convention",
    on=TAGS,
    owns="@outcome",
    breaks="clients that let a user choose a model have none to show",
)
def test_models_are_listed(ollama_tags):
    """`GET /api/tags` is answered with status 200."""
    assert ollama_tags.outcome == 200


@requirement(
    "ollama.models.list.schema",
    SHOULD,
    basis="convention",
    on=TAGS,
    breaks="the official Python client raises ValidationError for a size or a date that is an empty text",
)
def test_models_are_as_ollama_lists_them(ollama_tags):
    """`GET /api/tags` has `models`, each with a name, and sizes that are whole numbers."""
    assert ollama_tags.residue() == []


@requirement(
    "ollama.models.list.same",
    SHOULD,
    basis="convention",
    breaks="a model chosen in one API is not found in the other",
)
def test_both_lists_have_the_same_models(ollama_tags, listing):
    """`GET /api/tags` lists the models of `GET /v1/models`."""
    assert only_one_has(ollama_tags, listing) == []


@requirement(
    "ollama.models.running.status",
    SHOULD,
    basis="convention",
    on=RUNNING,
    owns="@outcome",
    breaks="`ollama ps`, and applications that show what is loaded, fail",
)
def test_loaded_models_are_listed(ollama_running):
    """`GET /api/ps` is answered with status 200."""
    assert ollama_running.outcome == 200


@requirement(
    "ollama.models.running.schema",
    SHOULD,
    basis="convention",
    on=RUNNING,
    breaks="the official Python client raises ValidationError for what is loaded",
)
def test_loaded_models_are_as_ollama_lists_them(ollama_running):
    """`GET /api/ps` has `models`, each with a name, and sizes that are whole numbers."""
    assert ollama_running.residue() == []


@requirement(
    "ollama.models.show.status",
    SHOULD,
    basis="convention",
    on=SHOW,
    owns="@outcome",
    breaks="clients that ask what a model can do before they use it do not use it",
)
def test_a_model_is_described(ollama_shown):
    """`POST /api/show` with a listed model is answered with status 200."""
    assert ollama_shown.outcome == 200


@requirement(
    "ollama.models.show.schema",
    SHOULD,
    basis="convention",
    on=SHOW,
    breaks="the official Python client raises ValidationError where there is no `model_info`",
)
def test_a_model_is_described_as_ollama_does(ollama_shown):
    """`POST /api/show` has `model_info`, and capabilities that are texts."""
    assert ollama_shown.residue() == []


@requirement(
    "ollama.models.show.unknown",
    SHOULD,
    basis="convention",
    on=SHOW,
    only=OURS,
    owns="@outcome",
    breaks="clients that fetch a model which is missing do not learn that it is",
)
def test_an_unknown_model_is_not_described(ollama_unknown_shown):
    """`POST /api/show` with a model that does not exist is answered with status 404."""
    assert ollama_unknown_shown.outcome == 404
