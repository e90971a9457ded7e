"""Texts ranked by a question, and pairs of texts scored."""
