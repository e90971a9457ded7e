"""Moderations broken: verdicts that contradict themselves, are told in other words, or not at all."""
