"""What is read out of the words of a prompt."""
