"""Traffic that nobody here made: read from files of many formats, judged by every check that needs only what was kept."""
