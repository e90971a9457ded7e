"""Faults of streamed chats."""
