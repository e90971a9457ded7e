"""What is kept, found by its id and listed page by page."""
