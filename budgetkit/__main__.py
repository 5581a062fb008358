"""``python -m budgetkit`` is the command ``budgetkit``."""

from budgetkit.cli import main

if __name__ == "__main__":
    main()
