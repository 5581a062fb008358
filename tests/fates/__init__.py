"""Inputs in which every printed figure has a known fate, and the drawings that make them.

``python -m tests.fates`` makes them all again. A drawing says what it prints and records each money figure
at the same time, so the truth never comes from what a reader returned; names and figures are invented. Beside
each input stands a JSON file: its kind, what it shows, and the figures as ``[page, printed, yuan]``.
The page of a member of a ZIP is ``member:page``, and yuan is null where nobody could tell. A blank cell and a
dash are no figures, a printed 0.00 is one, and a figure in a sentence counts as often as it is printed.
``must_not`` are texts and amounts that are no figures of the page, ``unread_allowed`` says whether a figure
may be told as unread, ``absent_tables`` are truly absent, ``findings_errors`` counts true errors.
"""
