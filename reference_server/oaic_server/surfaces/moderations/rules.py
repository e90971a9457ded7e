"""Who looks: the models that are served, and those that the service has for it."""

from __future__ import annotations

from oaic_server.answering.rules import ModelExists, Rule

MODERATORS = ("omni-moderation-latest", "text-moderation-latest")

RULES: dict[str, tuple[Rule, ...]] = {"createModeration": (ModelExists(besides=MODERATORS),)}
