"""Faults of the API at the root before its version."""
