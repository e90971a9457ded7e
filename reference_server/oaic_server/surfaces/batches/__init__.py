"""Requests of a file, answered all together and some time later."""
