"""What the server was told to answer, and what it was asked: for tests of applications."""
