"""Pictures of pages in shades of grey."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
"""A picture in shades of grey, row by row."""
