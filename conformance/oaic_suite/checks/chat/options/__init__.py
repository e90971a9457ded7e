"""Options of a chat: taken, and obeyed where that shows."""
