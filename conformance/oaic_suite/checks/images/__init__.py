"""Pictures made of a description."""
