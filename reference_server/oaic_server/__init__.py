"""The smallest server that keeps the whole contract, and the faults that break it."""
