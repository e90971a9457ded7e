"""The page: one self-contained HTML file that tells a run, what to mend first."""
