"""Servers that we start: the reference server, or what an operator names."""
