"""Conversations broken: as they are kept, in their items, and in the responses made in them."""
