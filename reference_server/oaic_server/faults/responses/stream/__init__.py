"""Streams of typed events, broken."""
