"""Faults of structured answers."""
