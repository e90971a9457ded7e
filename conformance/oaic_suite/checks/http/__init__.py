"""What HTTP itself asks of a server."""
