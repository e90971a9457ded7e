"""What a refusal is read for."""


def never(found):
    return False
