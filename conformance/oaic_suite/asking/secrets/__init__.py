"""What was given as a secret, in every spelling, and out of everything that is written."""
