"""A run as files of all kinds, each a pure function of run.json."""
