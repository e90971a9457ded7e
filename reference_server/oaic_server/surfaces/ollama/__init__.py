"""Ollama's API: another way to ask the same parrot."""
