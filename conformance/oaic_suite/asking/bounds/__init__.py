"""Every wait, every byte and every cost of asking has an end."""
