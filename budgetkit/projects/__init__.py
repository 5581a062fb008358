"""Projects as entities: every mention of a project, in whichever table, joined to one project.

A project stands in the project table, in a list of the prose, in a performance form, in a summary of such
forms, in procurement, among the tasks of the department. `link_projects` joins what is one project and says
what is doubtful; ``audit/projects.py`` tells a reader of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from budgetkit.projects.linking import link
from budgetkit.projects.mentions import Mention, ProjectAmount, read_mentions
from budgetkit.projects.names import plain_name, set_apart, similarity
from budgetkit.projects.project import Doubt, Linking, Project
from budgetkit.records import Line
from budgetkit.schema.frames import yuan
from budgetkit.tables import Table

__all__ = [
    "Doubt",
    "ProjectAmount",
    "Linking",
    "Mention",
    "Project",
    "link_projects",
    "project_finder",
    "project_rows",
    "set_apart",
    "similarity",
]


def link_projects(
    tables: Iterable[Table], lines: Sequence[Line], document_id: str, fiscal_year: int | None, phase: str
) -> Linking:
    """Find the projects of one document and write their ``project_id`` on their lines.

    Parameters
    ----------
    tables : iterable of Table
        All tables, in printing order.
    lines : sequence of Line
        All lines of the tables, with their year and phase.
    document_id, fiscal_year, phase
        Of the document; figures of another year are the year before's, or stay out.

    Returns
    -------
    Linking
        Projects in printing order, and the doubts. A doubtful mention belongs to no project.
    """
    linking = link(read_mentions(tables, lines, fiscal_year, phase))
    for number, project in enumerate(linking.projects, 1):
        project.project_id = f"{document_id}/p{number:02d}"
        for mention in (*project.mentions, *project.parts):
            for line in mention.lines:
                line.project_id = project.project_id
    return linking


def project_rows(linking: Linking, document_id: str) -> list[dict]:
    """Rows of `projects`.

    The amount is that of the project table, else of a list in the prose, else of the project's own form,
    else of a summary; within a table the printed total of its rows, or the sum of their items.
    """
    return [_row(project, document_id) for project in linking.projects]


def _row(project: Project, document_id: str) -> dict:
    first = project.first
    mentions = [first, *(mention for mention in project.mentions if mention is not first)]
    same_unit = [mention for mention in mentions if first.unit_name in ("", mention.unit_name)]
    names = dict.fromkeys(mention.name for mention in mentions if mention.name != first.name)
    prior = _first_said(mentions, "prior_amount")
    lines = [line for mention in (*mentions, *project.parts) for line in mention.lines]
    return {
        "project_id": project.project_id,
        "document_id": document_id,
        "unit_code": _first_said(same_unit, "unit_code"),
        "unit_name": _first_said(mentions, "unit_name"),
        "project_name": first.name,
        "project_code": project.code,
        "name_variants": list(names),
        "project_type": _first_said(mentions, "project_type"),
        "amount_yuan": yuan(first.amount.fen) if first.amount else None,
        "prior_year_amount_yuan": yuan(prior.fen) if prior else None,
        "line_ids": list(dict.fromkeys(line.line_id for line in lines)),
    }


def _first_said(mentions: list[Mention], name: str) -> str | ProjectAmount:
    """What the first mention that says anything of the kind says, else ``""``."""
    return next((value for mention in mentions if (value := getattr(mention, name))), "")


def project_finder(linking: Linking) -> Callable[[str, str, str], str]:
    """How to find the ``project_id`` of what a form says, by its table, project code and project name.

    The mention of the same table decides; a form that goes on in another table is known by code or name,
    where these are of one project only. The empty text says that the project is not known.
    """
    by_table: dict[tuple[str, str, str], str] = {}
    anywhere: dict[str, set[str]] = {}

    def enter(mention: Mention, project_id: str) -> None:
        by_table[mention.table_id, mention.code, plain_name(mention.name)] = project_id
        for label in (mention.code, plain_name(mention.name)):
            anywhere.setdefault(label, set()).add(project_id)

    for project in linking.projects:
        for mention in project.mentions:
            enter(mention, project.project_id)
    for doubt in linking.doubts:
        if doubt.reason not in ("by_elimination", "not_listed"):
            enter(doubt.mention, "")

    def find(table_id: str, code: str, name: str) -> str:
        name = plain_name(name)
        if (table_id, code, name) in by_table:
            return by_table[table_id, code, name]
        for label in (code, name):
            if label and label in anywhere:
                return next(iter(anywhere[label])) if len(anywhere[label]) == 1 else ""
        return ""

    return find
