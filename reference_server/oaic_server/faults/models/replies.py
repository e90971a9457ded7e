"""The entries that faults of models change."""

from __future__ import annotations
