"""Faults towards pages of a browser."""
