"""Calls in streams: the pieces they come in, and what these add up to."""
