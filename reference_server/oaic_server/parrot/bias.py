"""What a `logit_bias` does to the parrot's words: it only shows where it exceeds the parrot's certainty."""

from __future__ import annotations

from collections.abc import Mapping

from oaic_server.parrot.vocabulary import word

CERTAINTY = 50  # by how much what comes next leads all the rest; penalties, of four at most, never outweigh it


def biased(tokens: list[bytes], bias: Mapping[str, int], limit: int) -> list[bytes]:
    """The most favored word again and again where its bias is above CERTAINTY; else the tokens not held back."""
    favored = max(bias, key=bias.__getitem__, default=None)
    if favored is not None and bias[favored] > CERTAINTY:
        return [word(int(favored))] * (limit + 1)
    held_back = {word(int(token_id)) for token_id, weight in bias.items() if weight < -CERTAINTY}
    return [token for token in tokens if token not in held_back]
