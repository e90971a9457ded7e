"""The API at the root before its version, where a server answers there as well."""
