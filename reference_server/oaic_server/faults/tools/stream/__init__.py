"""Calls in streams whose pieces do not add up; and legal oddities."""
