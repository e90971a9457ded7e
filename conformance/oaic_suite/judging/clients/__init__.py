"""Clients beside servers: what each needs, what it was seen to do, and which of them work with a server."""
