"""The prose of a document: against its tables, and against itself."""
