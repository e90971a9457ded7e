#!/bin/sh
# Writes the hashed locks anew; they name no host. Needs uv on the PATH.
set -eu
cd "$(dirname "$0")/.."
lock() {
    output=$1
    shift
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --output-file "requirements/$output.txt" "$@"
}
lock base pyproject.toml
lock test pyproject.toml --group test
lock lint --group lint
lock types pyproject.toml --group types
