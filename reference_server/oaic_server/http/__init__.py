"""HTTP put on and taken off: from a path to its operation, from bytes to a request, from a reply to bytes."""
