"""Codex CLI, on responses."""

from playing import WORDS
from turns import COPY, WRITE, bidden, hold, turn

PROVIDER = (
    "model_provider=own",
    "model_providers.own.name=own",
    "model_providers.own.wire_api=responses",
    "model_providers.own.env_key=OPENAI_API_KEY",
    "model_providers.own.request_max_retries=1",
    "model_providers.own.stream_max_retries=1",
)


def command(folder, base_url, api_key, model):
    settings = (*PROVIDER, f"model_providers.own.base_url={base_url}")
    options = [word for line in settings for word in ("-c", line)]
    return ["codex", "exec", "--skip-git-repo-check", "--sandbox", "danger-full-access", *options, "-m", model]


STEPS = bidden("exec_command", {"cmd": WRITE}, {"cmd": COPY})
hold(
    {
        "streamed": turn(command, str.strip, WORDS),
        "tools streamed": turn(command, lambda printed: "says" in printed, STEPS),
    }
)
