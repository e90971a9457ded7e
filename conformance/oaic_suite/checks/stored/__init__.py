"""Chats that a server keeps because their requests say `store`."""
