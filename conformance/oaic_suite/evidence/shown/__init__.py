"""What was seen, put into words that are safe to show."""
