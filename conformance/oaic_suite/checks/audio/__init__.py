"""Sounds in chat: heard in a prompt, spoken in an answer."""
