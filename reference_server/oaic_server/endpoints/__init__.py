"""One file for each resource; a handler is named after its operationId, in snake case."""
