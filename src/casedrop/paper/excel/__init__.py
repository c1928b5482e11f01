"""Excel forms: bytes to values and back, knowing no case. Three verbs, fill, read and mark, and what helps to look."""

from casedrop.paper.excel.bulk import go_through
from casedrop.paper.excel.check import check, wordings
from casedrop.paper.excel.fill import fill
from casedrop.paper.excel.glance import outline, peek
from casedrop.paper.excel.mark import mark
from casedrop.paper.excel.read import read

__all__ = ["check", "fill", "go_through", "mark", "outline", "peek", "read", "wordings"]
