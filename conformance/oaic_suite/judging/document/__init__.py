"""`run.json`: its types, its schema, how exchanges are written into it, and how one from elsewhere is read."""
