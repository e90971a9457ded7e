"""Responses broken, whole, streamed and as they are kept."""
