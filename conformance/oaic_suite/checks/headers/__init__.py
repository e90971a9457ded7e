"""Headers: what clients log, wait by and decode by."""
