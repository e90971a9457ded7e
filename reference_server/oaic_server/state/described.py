"""The settings as people read them: with their defaults, as a table, and as a `.env` to start from."""

from __future__ import annotations

from textwrap import wrap

from oaic_server.state.settings import OPTIONS, PREFIX, flag

WIDTH = 100
ABOUT = """\
# What `oaic serve` reads from `.env` in the folder where it is started. The command line says otherwise, then the
# environment. Several values are separated by commas. Each line that is taken in says the default."""


def helped(name: str) -> str:
    """What a setting does, and what it is when nothing is said."""
    return f"{OPTIONS[name].help} (default: {spelt(name) or 'none'})".replace("%", "%%")


def spelt(name: str) -> str:
    """The default of a setting, as it would be written in the environment; nothing where there is none."""
    default = OPTIONS[name].default
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, tuple):
        return ",".join(default)
    return "" if default is None else f"{default:g}" if isinstance(default, float) else str(default)


def spelling(name: str) -> str:
    """A setting on the command line; a switch by its two names."""
    option = flag(name)
    if OPTIONS[name].switch:
        return f"{option}, --no-{option.removeprefix('--')}"
    return f"{option} {metavar(name)}"


def metavar(name: str) -> str:
    return flag(name).rpartition("-")[2].upper()


def variable(name: str) -> str:
    return PREFIX + name.upper()


def table() -> str:
    """The settings in Markdown, a row for each."""
    rows = [(f"`{spelling(name)}`", f"`{variable(name)}`", code(spelt(name)), OPTIONS[name].help) for name in OPTIONS]
    heads = [("command line", "environment, `.env`", "default", "what it does"), ("---",) * 4]
    return "\n".join(f"| {' | '.join(row)} |" for row in [*heads, *rows])


def code(value: str) -> str:
    return f"`{value}`" if value else "none"


def example() -> str:
    """A `.env` that says the default of everything."""
    return "\n\n".join([ABOUT, *(entry(name) for name in OPTIONS)]) + "\n"


def entry(name: str) -> str:
    about = wrap(f"{spelling(name)}: {OPTIONS[name].help}", WIDTH, break_on_hyphens=False)
    return "\n".join([*(f"# {line}" for line in about), f"#{variable(name)}={spelt(name)}"])
