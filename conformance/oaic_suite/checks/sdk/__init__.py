"""What OpenAI's SDK for Python makes of the answers."""
