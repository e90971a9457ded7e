"""The conformance suite: checks, verdicts, and the run that gathers them."""
