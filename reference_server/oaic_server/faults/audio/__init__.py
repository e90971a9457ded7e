"""Faults of sounds in chat."""
