"""Files broken: as they are kept, listed, given back and deleted."""
