"""Headers that are missing, or that clients cannot read."""
