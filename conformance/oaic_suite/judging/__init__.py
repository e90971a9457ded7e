"""From a check and its evidence to a verdict, and from verdicts to a run."""
