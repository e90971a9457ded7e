"""What OpenAI's SDK for Node makes of the answers."""
