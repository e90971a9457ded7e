"""Faults of tokens."""
