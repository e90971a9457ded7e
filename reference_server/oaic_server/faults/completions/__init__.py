"""Faults of legacy completions."""
