"""What came back, and how a check reads it."""
