"""Pictures in chat."""
