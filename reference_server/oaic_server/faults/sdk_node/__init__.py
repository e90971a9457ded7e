"""What the SDK for Node stumbles over."""
