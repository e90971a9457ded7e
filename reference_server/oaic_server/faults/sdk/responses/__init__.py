"""What the SDK for Python stumbles over in responses."""
