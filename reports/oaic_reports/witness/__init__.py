"""What became of a client that was judged, told."""
