"""JSON values grown out of a JSON Schema: alternatives first, then one value for each place."""
