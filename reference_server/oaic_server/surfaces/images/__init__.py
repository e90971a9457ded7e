"""Pictures, made and edited."""
