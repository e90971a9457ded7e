"""The Responses API: what is answered, how it is streamed, and what is kept of it."""
