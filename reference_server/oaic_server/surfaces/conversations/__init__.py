"""Conversations that are kept, and their items."""
