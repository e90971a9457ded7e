"""Texts and pictures looked at for harm."""
