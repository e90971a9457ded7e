"""Faults of models."""
