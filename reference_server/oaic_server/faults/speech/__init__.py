"""Faults of speech."""
