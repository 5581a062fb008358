"""Run every benchmark: ``python -m benchmarks``; arguments go to the engine's comparison."""

import sys

from benchmarks.engine import main

if __name__ == "__main__":
    sys.exit(main())
