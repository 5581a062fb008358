"""Figures of tables that do not agree: the one slip that explains most of what fails, and what remains."""
