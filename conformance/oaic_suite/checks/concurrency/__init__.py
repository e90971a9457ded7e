"""Many at once, and those who leave."""
