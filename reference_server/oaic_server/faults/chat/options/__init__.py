"""Faults of the options of a chat."""
