"""What clients really do when a server breaks a MUST: tried against every fault, and kept as data."""
