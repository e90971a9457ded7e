"""Faults of refusals."""
