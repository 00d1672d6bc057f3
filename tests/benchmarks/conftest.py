"""benchmarks/ is not an installed package: it is found from the checkout's root, also when pytest is not started as a module."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
