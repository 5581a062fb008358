"""Tables and findings as text, JSON and HTML for people and for other programs."""

from budgetkit.publish.findings import findings_json, findings_page, findings_text
from budgetkit.publish.tables import grids_json, grids_text, tables_json, tables_text

__all__ = [
    "findings_json",
    "findings_page",
    "findings_text",
    "grids_json",
    "grids_text",
    "tables_json",
    "tables_text",
]
