"""Texts as tokens, and tokens as text."""
