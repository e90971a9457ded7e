"""TODO"""

COMPLETION = "createCompletion"
