"""The colours that the parrot paints with."""

from __future__ import annotations

Colour = tuple[int, int, int]  # red, green, blue

PAPER: Colour = (250, 246, 236)
INKS: tuple[Colour, ...] = (
    (196, 30, 58),
    (0, 112, 74),
    (0, 84, 166),
    (214, 138, 0),
    (112, 48, 160),
    (0, 128, 128),
    (150, 75, 0),
    (60, 60, 60),
)


def grey(colour: Colour) -> int:
    """How bright a colour is, from 0 to 255 (ITU-R BT.601)."""
    red, green, blue = colour
    return (299 * red + 587 * green + 114 * blue) // 1000
