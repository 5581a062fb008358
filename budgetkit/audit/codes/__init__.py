"""Printed codes and their names against the classifications in force."""
