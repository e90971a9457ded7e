"""A client in any language, judged: a command that is told a scenario, and tells what it got."""
