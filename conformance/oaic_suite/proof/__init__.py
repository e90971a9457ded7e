"""That every check bites: the kill matrix."""
