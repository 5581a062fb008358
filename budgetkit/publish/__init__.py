"""Tables and findings as text, JSON and HTML; pictures, citations and files for other programs."""

from budgetkit.publish.audit_page import findings_page
from budgetkit.publish.citation import cite_line
from budgetkit.publish.export import export
from budgetkit.publish.findings import findings_json, findings_text
from budgetkit.publish.picture import picture_name, show, show_line, write_picture
from budgetkit.publish.tables import grids_json, grids_text, tables_json, tables_text

__all__ = [
    "cite_line",
    "export",
    "findings_json",
    "findings_page",
    "findings_text",
    "grids_json",
    "grids_text",
    "picture_name",
    "show",
    "show_line",
    "tables_json",
    "tables_text",
    "write_picture",
]
