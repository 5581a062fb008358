"""Makes the truth files: typeset PDFs whose every cell is known, from several producers.

``python -m benchmarks.typeset`` writes ``benchmarks/truth`` anew with the producers that are installed; the
benchmark itself needs only the committed files. What a page holds is found from the printed text of the
producer's own file and the content that went in, never from budgetkit's reader.
"""
