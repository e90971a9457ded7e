"""Responses as streams of typed events."""
