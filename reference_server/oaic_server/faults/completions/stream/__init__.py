"""Faults of streamed completions."""
