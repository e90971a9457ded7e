"""Ollama's own API, where a server answers it beside OpenAI's."""
