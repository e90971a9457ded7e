"""Faults of chat completions."""
