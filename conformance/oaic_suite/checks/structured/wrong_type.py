"""Formats with a member of another type."""

from oaic_suite.checks.errors.cases import refused
from oaic_suite.judging.verdict import SHOULD


@refused("structured.wrong-type-format.refused", breaks="a format given by its name is ignored, and prose comes back")
def test_a_format_that_is_text_is_refused(malformed_format):
    """A `response_format` that is a string is refused."""
    assert malformed_format.accepted == []


@refused("structured.wrong-type-name.refused", breaks="what works here is refused by the service: code does not port")
def test_a_name_that_is_a_number_is_refused(malformed_format):
    """A `json_schema` whose `name` is a number is refused."""
    assert malformed_format.accepted == []


@refused("structured.wrong-type-schema.refused", breaks="a schema that was serialized twice holds nothing back")
def test_a_schema_that_is_text_is_refused(malformed_format):
    """A `json_schema` whose `schema` is a string is refused."""
    assert malformed_format.accepted == []


@refused(
    "structured.wrong-type-strict.refused",
    SHOULD,
    breaks="a promise that was asked for is not given, and nobody says so",
)
def test_a_strict_that_is_text_is_refused(malformed_format):
    """A `json_schema` whose `strict` is a word is refused."""
    assert malformed_format.accepted == []
