"""Faults of embeddings."""
