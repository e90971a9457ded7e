"""Texts and pictures looked at for harm: how verdicts are told, never whether they are right."""
