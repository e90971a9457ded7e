"""Tools in chat: offered, called, answered."""
