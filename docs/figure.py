"""Draw the figure of the README from the shipped dataset: ``python docs/figure.py``."""

from __future__ import annotations

from pathlib import Path

import matplotlib

import budgetkit
from budgetkit.analysis import document_to_detail, personnel_and_operating
from budgetkit.plots import plot_personnel_and_operating

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Write ``docs/personnel.png``; the same dataset gives the same bytes."""
    matplotlib.use("Agg")
    dataset = budgetkit.load(ROOT / "data" / "clean")
    document = document_to_detail(personnel_and_operating(dataset))
    ax = plot_personnel_and_operating(personnel_and_operating(dataset, by="economic", document=document))
    ax.figure.savefig(ROOT / "docs" / "personnel.png", dpi=120, metadata={"Software": None})


if __name__ == "__main__":
    main()
