"""Sounds as files that any player opens."""
