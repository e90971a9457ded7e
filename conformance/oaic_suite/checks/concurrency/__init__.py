"""Many streams at once, and clients that hang up."""
