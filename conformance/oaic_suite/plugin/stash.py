"""Where a pytest run keeps what the hooks of this plugin share."""

from __future__ import annotations

import pytest

from oaic_suite.judging.stage import Stage
from oaic_suite.plugin.controller import Controller
from oaic_suite.plugin.settled import Settled
from oaic_suite.plugin.ticker import Ticker

controller_key = pytest.StashKey[Controller]()
settled_key = pytest.StashKey[Settled]()
stage_key = pytest.StashKey[Stage]()
ticker_key = pytest.StashKey[Ticker]()
sent_along_key = pytest.StashKey[set[str]]()
