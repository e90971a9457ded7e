"""Traffic judged from the command line."""
