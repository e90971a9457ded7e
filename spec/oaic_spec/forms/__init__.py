"""Bodies that are forms: taken apart, and the JSON that they stand for."""
