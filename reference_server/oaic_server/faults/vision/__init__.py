"""Faults of pictures in chat."""
