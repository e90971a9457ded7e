"""Traffic that nobody here made: read from files, and judged by every check that needs only what was kept."""
