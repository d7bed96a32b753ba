"""Run the benchmarks that are named, or all: `python -m benchmarks [NAME…]`; exit 1 where one that judges says no."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests" / "platforms"))

ALL = ("start", "reading", "watch", "rhythm", "feeds", "extraction", "faults", "guard")

missed = [name for name in sys.argv[1:] or ALL if importlib.import_module(f"benchmarks.{name}").main() is False]
if missed:
    sys.exit(f"short of what is asked: {', '.join(missed)}")
