"""`python -m oaic_server`: the same as `oaic serve`."""

from __future__ import annotations

import sys

from oaic_server.commands import serve

sys.exit(serve(sys.argv[1:]))
