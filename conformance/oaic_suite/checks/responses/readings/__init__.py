"""What checks of responses compare."""
