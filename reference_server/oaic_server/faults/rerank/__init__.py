"""Faults of rankings and scores."""
