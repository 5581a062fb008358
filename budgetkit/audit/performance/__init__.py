"""Performance forms: goals, indicators and targets, against each other and by themselves."""
