"""The formats that traffic is kept in: each a reader from bytes to what was heard, entry by entry."""
