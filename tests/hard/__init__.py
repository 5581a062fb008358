"""Hard cases for the reader of ruled tables: small PDFs, each with the grids that stand in it.

``python -m tests.hard`` draws them all again. The grids come from what was drawn, never from what the
reader returned: a drawing says at the same time what it puts on the page and what a reader must see.
"""
