"""Faults of tools in chat."""
