"""How the server was asked to behave: arguments, then the environment, then `.env`, then the default."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from oaic_spec.meant import meant

from oaic_server.state.spelling import milliseconds, named_whole, one_of, seconds, text, whole, yes_or_no

PREFIX = "OAIC_SERVER_"
LONGEST_VECTOR = 3_072
DEEPEST = 240  # orjson writes 254 levels, and what a request says may stand some levels down in its answer
LOG_LEVELS = ("errors", "requests", "headers")  # each with those before it
DEFAULT_MODELS = ("parrot-1", "parrot-1-mini", "acme/parrot:7b-instruct")
# Of models by whose names an application knows how long their vectors are.
WIDTHS = {"text-embedding-3-small": 1_536, "text-embedding-3-large": 3_072, "text-embedding-ada-002": 1_536}
# By which members a chat tells what was thought: none, as the service has it, or as servers of open models do.
DIALECTS: dict[str, tuple[str, ...]] = {
    "hidden": (),
    "reasoning_content": ("reasoning_content",),
    "reasoning": ("reasoning",),
    "both": ("reasoning_content", "reasoning"),
}


class SettingsError(ValueError):
    """Names the setting, what it said, and what was wanted."""


@dataclass(frozen=True)
class Option:
    """How a setting is spelt outside: `parse` raises a ValueError that says what was wanted."""

    default: Any
    help: str
    parse: Callable[[str], Any]
    flag: str | None = None
    several: bool = False
    switch: bool = False


def option(default: Any, help: str, parse: Callable[[str], Any], **spelling: Any) -> Any:
    return field(default=default, metadata={"option": Option(default, help, parse, **spelling)})


def switch(help: str) -> Any:
    return option(False, help, yes_or_no, switch=True)


@dataclass(frozen=True)
class Settings:
    host: str = option("127.0.0.1", "address to listen on", text)
    port: int = option(8000, "port to listen on; 0 takes any free one", whole(0, 65535))
    api_keys: tuple[str, ...] = option((), "key to ask for; none: open", text, flag="api-key", several=True)
    models: tuple[str, ...] = option(DEFAULT_MODELS, "model to serve", text, flag="model", several=True)
    auth: bool = option(True, "ask for a key, where there is one", yes_or_no, switch=True)
    embedding_widths: tuple[tuple[str, int], ...] = option(
        (),
        "length of a model's vectors, as MODEL=N; others have what their name says, or 128",
        named_whole(1, LONGEST_VECTOR),
        flag="embedding-width",
        several=True,
    )
    cors_origins: tuple[str, ...] = option(
        (), "origin whose pages may read replies; *: any; none: no page", text, flag="cors-origin", several=True
    )
    allow_hosts: tuple[str, ...] = option(
        (), "further name to answer to; on loopback there are few", text, flag="allow-host", several=True
    )
    seed: int | None = option(None, "makes ids, dates and counters repeatable", whole(-(2**63)))
    fault: str | tuple[str, ...] = option((), "break the contract in this way; may be repeated", text, several=True)
    like: tuple[str, ...] = option(
        (), "break it in all the ways of a real server, as --list-faults has them", text, several=True
    )
    allow_fault_header: bool = switch(
        "let a request choose faults, by the header x-oaic-fault or the base URL /_oaic/faults/ID/v1"
    )
    any_model: bool = switch("serve whatever model is asked for")
    lenient: bool = option(
        False,
        "serve generated test-suites: any model and id exists, dummy values are taken",
        yes_or_no,
        flag="any",
        switch=True,
    )
    sdk_types: bool = switch("answer as the SDK's types have it where the service does not: vectors always as numbers")
    script: str | None = option(None, "file of rules by which to answer, read anew when it changes", text)
    record: str | None = option(None, "server to hand requests on to; what it answers becomes rules of --script", text)
    control: bool = switch(
        "take rules, and tell what was asked, at /_oaic/, and take a rule in the header x-oaic-script"
    )
    store: str | None = option(None, "file to keep things in, so that they outlast the server; none: memory", text)
    workers: int = option(1, "processes that answer; more than one share a --store", whole(1, 64))
    accept_unknown: bool = switch("take requests with members the contract does not know")
    body_limit: int = option(8 * 2**20, "largest request body, in bytes", whole(1))
    depth_limit: int = option(64, "deepest nesting of a request body", whole(1, DEEPEST))
    arrival_seconds: float = option(30.0, "seconds in which a request must have come, head and body", seconds)
    taking_seconds: float = option(30.0, "seconds in which a client must have taken some of an answer", seconds)
    closing_seconds: float = option(2.0, "seconds in which open answers end once it is told to stop", seconds)
    context_window: int = option(131_072, "tokens of prompt and answer together", whole(1))
    output_limit: int = option(16_384, "most tokens of one answer", whole(1))
    work_limit: int = option(
        32_768, "most tokens of all choices together; log probabilities and schemas count as more", whole(1)
    )
    batch_seconds: int = option(86_400, "seconds in which a batch must be done, or it expires", whole(0))
    nonsense: bool = switch("speak without sense, and call tools only where a request forces it")
    ignore_tools: bool = switch("take tools and call none, whatever a request forces")
    reasoning: str = option("hidden", f"how thoughts are told in a chat: {', '.join(DIALECTS)}", one_of(*DIALECTS))
    token_delay_ms: float = option(0.0, "milliseconds between the chunks of a stream", milliseconds)
    rate_limit_requests: int | None = option(None, "requests a minute for each key; none: no limit", whole(1))
    rate_limit_tokens: int | None = option(None, "tokens a minute for each key; none: no limit", whole(1))
    log_level: str = option(
        "errors", f"what is logged to standard error: {', '.join(LOG_LEVELS)}; -v, -vv", one_of(*LOG_LEVELS)
    )

    def __post_init__(self) -> None:
        if not self.models:
            raise SettingsError("models: expected at least one, found none")
        for name, _ in self.embedding_widths:
            if name not in self.models and not self.takes_any_model:
                raise SettingsError(f"there is no model {name!r} to have vectors of a width{meant(name, self.models)}")
        if self.workers > 1:
            self._require_shared()

    def _require_shared(self) -> None:
        """What one process has in memory the others have not."""
        if self.store is None:
            raise SettingsError("--workers: expected --store FILE beside it, which all of them keep things in")
        alone = {"seed": self.seed, "rate_limit_requests": self.rate_limit_requests, "record": self.record}
        alone |= {"rate_limit_tokens": self.rate_limit_tokens, "control": self.control or None}
        for name in (name for name, value in alone.items() if value is not None):
            raise SettingsError(
                f"{flag(name)}: expected one worker, found {self.workers}; it is kept in the memory of one"
            )

    @property
    def asked_keys(self) -> tuple[str, ...]:
        """The keys of which a request must carry one; none where everybody is let in."""
        return self.api_keys if self.auth else ()

    @property
    def takes_any_model(self) -> bool:
        return self.any_model or self.lenient

    def width(self, model: str) -> int | None:
        """The length of a model's vectors, where one was set, the last word holding, or its name says it."""
        return dict(self.embedding_widths).get(model) or WIDTHS.get(model.rpartition("/")[2])

    @property
    def token_delay(self) -> float:
        return self.token_delay_ms / 1000


OPTIONS: dict[str, Option] = {setting.name: setting.metadata["option"] for setting in fields(Settings)}


def flag(name: str) -> str:
    return "--" + (OPTIONS[name].flag or name).replace("_", "-")


def load(
    arguments: Mapping[str, str | list[str]],
    environment: Mapping[str, str],
    dotenv: str = "",
    called: str = ".env",
) -> Settings:
    """The first source that names a setting decides it; `called` is where `dotenv` was read."""
    chosen: dict[str, Any] = {}
    for source, spelt in (
        (called, from_environment(read_dotenv(dotenv))),
        ("the environment", from_environment(environment)),
    ):
        chosen |= {name: parsed(name, f"{PREFIX}{name.upper()} in {source}", raw) for name, raw in spelt.items()}
    chosen |= {name: parsed(name, flag(name), raw) for name, raw in arguments.items()}
    return Settings(**chosen)


def parsed(name: str, source: str, raw: str | list[str]) -> Any:
    if raw == "" and OPTIONS[name].default is None:
        return None
    if OPTIONS[name].several:
        listed = listed_in(raw) if isinstance(raw, str) else raw
        return tuple(_parsed(name, source, item) for item in listed)
    return _parsed(name, source, str(raw))


def listed_in(raw: str) -> list[str]:
    """What stands between commas; in an empty text nothing."""
    return [item.strip() for item in raw.split(",")] if raw.strip() else []


def _parsed(name: str, source: str, raw: str) -> Any:
    try:
        return OPTIONS[name].parse(raw)
    except ValueError as wanted:
        raise SettingsError(f"{source}: expected {wanted}, found {raw!r}") from None


def from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    spelt = {key: value for key, value in environment.items() if key.startswith(PREFIX)}
    named = {key.removeprefix(PREFIX).lower(): value for key, value in spelt.items()}
    for name in named.keys() - OPTIONS.keys():
        close = difflib.get_close_matches(name, OPTIONS, n=1) or sorted(OPTIONS)
        meant = ", ".join(PREFIX + known.upper() for known in close)
        raise SettingsError(f"{PREFIX}{name.upper()} is not a setting; expected {meant}")
    return named


def read_dotenv(dotenv: str) -> dict[str, str]:
    lines = [line.strip().removeprefix("export ") for line in dotenv.splitlines()]
    pairs = [line.split("=", 1) for line in lines if "=" in line and not line.startswith("#")]
    return {key.strip(): value.strip().strip("'\"") for key, value in pairs}
