"""What an act costs, as all benchmarks of this folder measure it."""

from __future__ import annotations

import time
from collections.abc import Callable


def seconds(act: Callable[[], object]) -> float:
    """The processor's seconds an act takes."""
    start = time.process_time()
    act()
    return time.process_time() - start


def milliseconds(act: Callable[[], object]) -> float:
    """The processor's milliseconds an act takes."""
    return 1000 * seconds(act)
