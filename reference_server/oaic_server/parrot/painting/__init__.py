"""Pictures as bytes that any decoder opens, a file for each format."""
