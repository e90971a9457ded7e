"""Faults that show among many."""
