"""Answers in JSON, by a schema or without one."""
