"""What the order of a stream's events says: the tables of a grammar, and where a stream breaks them."""
