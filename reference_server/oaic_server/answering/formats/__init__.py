"""What an answer must be, and what a format must satisfy."""
