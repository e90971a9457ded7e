"""A run on a terminal: in a screen of thirty lines, or whole."""
