"""Readers of bytes, which say where in them everything stands."""
