"""Run the benchmarks that are named, or all: `python -m benchmarks [NAME…]`."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests" / "platforms"))

ALL = ("start", "reading", "watch", "rhythm", "feeds", "extraction", "delivery")

for name in sys.argv[1:] or ALL:
    importlib.import_module(f"benchmarks.{name}").main()
