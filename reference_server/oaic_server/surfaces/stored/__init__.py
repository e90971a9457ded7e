"""Chats that are kept."""
