"""What a run found, in words that every format shares."""
