"""The models the server says it has."""
