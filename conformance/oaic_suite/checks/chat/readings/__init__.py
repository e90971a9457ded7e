"""How checks read chats."""
