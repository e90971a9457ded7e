"""What OpenAI's SDK for Python makes of responses, and of what is kept of them."""
