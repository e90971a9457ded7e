"""Conversations: what is kept of them, what is added, and how responses go on with them."""
