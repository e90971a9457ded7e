"""Requests that must be refused, and how."""
