"""Excel forms: bytes to values and back (house 6): peek, fill, read, mark, outline."""

from casedrop.paper.excel.fill import fill
from casedrop.paper.excel.glance import outline, peek
from casedrop.paper.excel.mark import mark
from casedrop.paper.excel.read import read

__all__ = ["fill", "mark", "outline", "peek", "read"]
