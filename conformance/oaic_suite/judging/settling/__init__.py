"""What the verdicts of a run come to: rows, who is to blame, what was known, the conclusion."""
