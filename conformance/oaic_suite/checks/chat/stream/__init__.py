"""Chat completions as server-sent events."""
