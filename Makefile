# Short names for dev.py, which does the work and runs where there is no make.
PYTHON ?= python3

.PHONY: setup report test bench lint lock clean

setup report test bench lint lock:
	$(PYTHON) dev.py $@

# What setup and report made; data/clean stays, because its CSV files are committed.
clean:
	rm -rf .venv .cache .budgetkit reports .pytest_cache .ruff_cache .hypothesis
