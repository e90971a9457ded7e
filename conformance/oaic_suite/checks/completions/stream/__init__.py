"""Legacy completions as server-sent events."""
