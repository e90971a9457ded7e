"""Faults of health."""
