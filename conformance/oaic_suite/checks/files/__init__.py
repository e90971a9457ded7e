"""What a client may expect of files that a server keeps."""
