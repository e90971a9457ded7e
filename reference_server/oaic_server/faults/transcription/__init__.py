"""Faults of speech that is written down."""
