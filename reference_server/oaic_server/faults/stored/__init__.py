"""Chats that are not kept, are kept where they should not be, or are told of as they are not."""
