"""Formats that lack what makes them one."""

from oaic_suite.checks.errors.cases import refused


@refused("structured.missing-type.refused", breaks="a format that was meant is ignored, and nobody learns of it")
def test_a_format_without_a_type_is_refused(malformed_format):
    """A `response_format` without `type` is refused."""
    assert malformed_format.accepted == []


@refused("structured.missing-json-schema.refused", breaks="callers that lose their schema get JSON of any shape")
def test_a_schema_format_without_its_definition_is_refused(malformed_format):
    """A `response_format` of type `json_schema` without `json_schema` is refused."""
    assert malformed_format.accepted == []


@refused("structured.missing-name.refused", breaks="what works here is refused by the service: code does not port")
def test_a_schema_without_a_name_is_refused(malformed_format):
    """A `json_schema` without `name` is refused."""
    assert malformed_format.accepted == []
