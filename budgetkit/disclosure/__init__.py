"""One document understood: the whole line from a file to its clean tables."""

from budgetkit.disclosure.pipeline import read, understand
from budgetkit.disclosure.understood import Disclosure

__all__ = ["Disclosure", "read", "understand"]
