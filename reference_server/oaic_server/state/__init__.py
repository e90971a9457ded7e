"""What the server knows of itself while it runs; a handler sees it as the service."""
