"""Records of words: what headers, row labels, sentences, goals and forms say (``words/*.toml``)."""

from budgetkit.rules.record import Pattern, record, unique
from budgetkit.rules.vocabulary import (
    ColumnRole,
    Direction,
    Fund,
    Measure,
    Metric,
    Nature,
    Phase,
    RowKind,
)  # fmt: skip


@record
class Wording:
    """Patterns of one rule: it answers for every label that one of them finds."""

    patterns: tuple[Pattern, ...]


@record
class RoleWording(Wording):
    """What a column holds."""

    role: ColumnRole


@record
class FundWording(Wording):
    """Which fund a label names."""

    fund: Fund


@record
class NatureWording(Wording):
    """Which nature a label names."""

    nature: Nature


@record
class MeasureWording(Wording):
    """Which measure a label names, and what kind of row it heads."""

    measure: Measure
    row_kind: RowKind = ""
    nature: Nature = ""


@record
class PhaseWording(Wording):
    """Which phase a label names; ``year``: years from that of the document."""

    phase: Phase
    year: int = 0


@record
class ColumnKindWording(Wording):
    """What kind of column a label heads."""

    column_kind: RowKind


@record
class DirectionWording(Wording):
    """Which direction a label names."""

    direction: Direction


@record
class HeaderFile:
    """``words/headers.toml``."""

    role: tuple[RoleWording, ...]
    fund: tuple[FundWording, ...]
    nature: tuple[NatureWording, ...]
    measure: tuple[MeasureWording, ...]
    phase: tuple[PhaseWording, ...]
    column_kind: tuple[ColumnKindWording, ...]
    direction: tuple[DirectionWording, ...]


@record
class LabelFile:
    """``words/labels.toml``."""

    measure: tuple[MeasureWording, ...]


@record
class SectionWording:
    """A standard section of the prose."""

    id: str = unique()
    says: Pattern
    label_zh: str
    label_en: str


@record
class SectionFile:
    """``words/sections.toml``."""

    section: tuple[SectionWording, ...]


@record
class MetricWording:
    """What a clause may speak of; see ``metrics.toml`` for what each field means."""

    id: tuple[str, ...]
    pattern: Pattern
    unit: str = ""
    stock: bool = False
    generic: bool = False
    beside: tuple[Metric, ...] = ()
    goes_on: tuple[Metric, ...] = ()


@record
class PhraseWording:
    """A figure told by a whole phrase; its pattern names others in braces."""

    id: str
    pattern: str
    stock: bool = False
    follows: Metric = ""


@record
class PartWording:
    """What 全部为… may name besides metrics."""

    id: Metric
    pattern: Pattern


@record
class AbsenceWording:
    """A budget that the prose may say does not exist."""

    id: str
    pattern: Pattern


@record
class NotByFunction:
    """Wholes whose parts are no functional classes."""

    wholes: tuple[Metric, ...]


@record
class MetricFile:
    """``words/metrics.toml``."""

    metric: tuple[MetricWording, ...]
    phrase: tuple[PhraseWording, ...]
    counterpart: dict[Metric, Metric]
    not_by_function: NotByFunction
    part: tuple[PartWording, ...]
    absence: tuple[AbsenceWording, ...]


@record
class ProperPlaces:
    """What follows a proper name, by how long the name may be."""

    long: str
    short: str


@record
class ContrastFile:
    """``words/contrasts.toml``."""

    families: dict[str, str]
    places: ProperPlaces


@record
class GoalFile:
    """``words/goals.toml``."""

    annual_goal: Pattern
    goal: Pattern
    filler: Pattern
    numbering: Pattern
    tail: Pattern
    scope: Pattern
    rate: Pattern
    bounded_rate: Pattern
    bad: Pattern
    good: Pattern
    thrift: Pattern
    whole_cost: Pattern
    doubled: Pattern
    not_doubled: Pattern
    other_year: Pattern


@record
class ProjectLabelFile:
    """``words/projects.toml``: labels of performance forms."""

    name: tuple[Pattern, ...]
    code: tuple[Pattern, ...]
    unit_code: tuple[Pattern, ...]
    unit_name: tuple[Pattern, ...]
    project_type: tuple[Pattern, ...]
    goal: tuple[Pattern, ...]
    amount: tuple[Pattern, ...]
    prior_amount: tuple[Pattern, ...]
    task: tuple[Pattern, ...]
    task_head: tuple[Pattern, ...]
    task_end: tuple[Pattern, ...]


@record
class Placeholder:
    """Words that a template left to be filled in; ``cells``: also in tables."""

    id: str = unique()
    pattern: Pattern
    cells: bool = True


@record
class YearWording:
    """A year that is that of the document; ``title``: in titles only."""

    id: str = unique()
    pattern: Pattern
    title: bool = False


@record
class YearAllowed:
    """Words beside which a year is another."""

    pattern: Pattern


@record
class Law:
    """A rule that prose quotes: number of the document and the year from which it applies."""

    words: Pattern
    number: str = unique()
    since: int = 0


@record
class ScopeNote:
    """A note under a table that says what the table leaves out."""

    pattern: Pattern
    fund: Fund


@record
class SubjectYear:
    """The year of an amount in a sentence, and words that tell why it is another year."""

    pattern: Pattern
    aside: Pattern


@record
class CauseWords:
    """Changes that need a cause."""

    words: Pattern
    official: tuple[Metric, ...]
    usual: tuple[Metric, ...]
    wholes: tuple[Metric, ...]


@record
class Contradictions:
    """Words that the figures before them contradict."""

    verdict: Pattern
    changed_and_level: Pattern


@record
class LeftOut:
    """Figures whose unit or sign was left out; ``printed_with``: what the rest of the sentence prints."""

    id: str = unique()
    pattern: Pattern
    printed_with: Pattern


@record
class Headquarters:
    """Headquarters and the units under it."""

    pattern: Pattern


@record
class DescribedProject:
    """Projects described in words: the heading that names one, and the sentence with its budget."""

    heading: Pattern
    budget: Pattern


@record
class SlipFile:
    """``words/wording.toml``: wording that betrays a slip."""

    placeholder: tuple[Placeholder, ...]
    year: tuple[YearWording, ...]
    year_allowed: tuple[YearAllowed, ...]
    law: tuple[Law, ...]
    scope_note: tuple[ScopeNote, ...]
    subject_year: SubjectYear
    cause: CauseWords
    contradiction: Contradictions
    left_out: tuple[LeftOut, ...]
    headquarters: Headquarters
    described_project: DescribedProject
