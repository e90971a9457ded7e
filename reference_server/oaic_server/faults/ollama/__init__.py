"""Faults of Ollama's API."""
