"""The folders below find what their tests share here: a run with something of everything, and pages unpacked."""
