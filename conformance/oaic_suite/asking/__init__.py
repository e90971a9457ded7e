"""Asking a server: operations in, exchanges out."""
