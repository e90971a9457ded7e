"""Embeddings: a vector for each input."""
