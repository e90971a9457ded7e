"""Whether the server is up, for those who start it and send it traffic."""
