"""Why no value could be grown."""

from __future__ import annotations


class Unsatisfiable(Exception):
    """No value fits here; elsewhere, or with other choices, one may."""


class Exhausted(Exception):
    """The schema asks for more than we are ready to grow; no other choice helps."""
