"""What must not be there at all: `failing(found, never, "no such member")`."""


def never(found: object) -> bool:
    return False
