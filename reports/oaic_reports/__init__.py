"""A conformance run, told in several ways."""

from oaic_reports.formats.index import FORMATS

__all__ = ["FORMATS"]
