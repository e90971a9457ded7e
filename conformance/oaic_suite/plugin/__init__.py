"""The suite as a plugin of pytest, and its commands."""
