"""Records of what the rule of disclosure demands (``completeness.toml``)."""

from typing import Literal

from budgetkit.rules.record import record, unique
from budgetkit.rules.vocabulary import CodeColumn, KindName, Metric, Phase, Section

ItemGroup = Literal["timeliness", "tables", "detail", "narrative", "consistency"]
ItemTest = Literal[
    "table", "codes", "labels", "projects", "indicators", "prose", "every_metric", "reasons", "notes",
    "checks", "dates",
]  # fmt: skip


@record
class CompletenessItem:
    """One thing that is demanded; ``test`` says how it is looked for, the fields behind it where."""

    id: str = unique()
    group: ItemGroup
    weight: int
    test: ItemTest
    label_zh: str
    label_en: str
    kinds: tuple[KindName, ...] = ()
    sections: tuple[Section, ...] = ()
    metrics: tuple[Metric, ...] = ()
    labels: tuple[str, ...] = ()
    column: Literal["", CodeColumn] = ""
    digits: int = 0
    from_year: int = 0
    phases: tuple[Phase, ...] = ()


@record
class CompletenessFile:
    """``completeness.toml``."""

    item: tuple[CompletenessItem, ...]
