"""Headers that may be there, and what their values are."""

import re

from oaic_suite.evidence.unsettled import NotApplicable

REQUEST_ID = "x-request-id"


def present(view, *patterns):
    """The headers of such names; not applicable where there are none."""
    found = [header for pattern in patterns for header in view.headers(pattern)]
    if not found:
        raise NotApplicable(f"the server sends no {patterns[0]}")
    return found


def matches(pattern):
    return lambda found: re.fullmatch(pattern, found) is not None
