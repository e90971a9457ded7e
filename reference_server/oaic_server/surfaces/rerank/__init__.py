"""Texts by how near they lie to another."""
