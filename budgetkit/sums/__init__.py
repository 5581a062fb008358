"""Sums of printed figures: intervals of what was printed in, what holds out."""
