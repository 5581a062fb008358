"""budgetkit turns Chinese department-budget disclosures (部门预算公开) into tidy, exact, audited data.

- ``read(path)`` understands one document and gives a `Disclosure`.
- ``build(paths)`` turns a folder into the clean dataset and gives a `Dataset`.
- ``load(folder)`` opens a clean dataset.
- ``show(dataset, line_id)`` draws the source page of a figure with its cell outlined.

Amounts are exact yuan; a blank cell is not a zero; every figure knows its page, table, row and column.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from budgetkit.corpus import build
    from budgetkit.dataset import Dataset, load
    from budgetkit.disclosure import Disclosure, read
    from budgetkit.publish import show

# Fetched when first asked for, so that importing budgetkit, and the command, start at once.
_HOMES = {
    "Dataset": "dataset",
    "Disclosure": "disclosure",
    "build": "corpus",
    "load": "dataset",
    "read": "disclosure",
    "show": "publish",
}

__all__ = ["Dataset", "Disclosure", "__version__", "build", "load", "read", "show"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'budgetkit' has no attribute {name!r}")
    return getattr(import_module(f"budgetkit.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
