"""What a requirement means, told in a terminal or as pages."""
