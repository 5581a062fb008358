"""How many examples a property tries: a fixed few in the suite, many new ones when it is asked to explore."""

from __future__ import annotations

from hypothesis import settings

MORE = 25
"""`pytest --hypothesis-profile=explore` tries so many times as many, other ones on each run."""


def examples(count: int) -> int:
    """Return how many examples to try of a property that the suite tries so often."""
    return count * (MORE if settings.get_current_profile_name() == "explore" else 1)
