"""`python -m oaic_server`: the same as `oaic serve`."""

from __future__ import annotations

import sys

from oaic_spec.cli import while_read

from oaic_server.commands import serve

sys.exit(while_read(serve, sys.argv[1:]))
