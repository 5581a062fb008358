"""What structure and repair need to know of arithmetic, each module building on those before it.

``intervals`` adds up printed figures and compares them, ``levels`` finds wholes in a bare list of them;
``equations`` says which columns of a table add up along a tree of natures, funds or measures,
``printed_rows`` and ``hierarchy`` which of its rows do.
"""
