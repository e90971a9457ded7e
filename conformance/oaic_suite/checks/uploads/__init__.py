"""What a client may expect of files that come in parts."""
