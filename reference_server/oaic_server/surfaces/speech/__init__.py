"""Texts, spoken."""
