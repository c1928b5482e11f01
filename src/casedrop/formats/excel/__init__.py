"""Excel forms: bytes to values and back, knowing no case. Three verbs, fill, read and mark, and what helps to look."""

from casedrop.formats.excel.check import check, wordings
from casedrop.formats.excel.compiled.road import fill
from casedrop.formats.excel.marking.mark import mark
from casedrop.formats.excel.peek import outline, peek
from casedrop.formats.excel.reading.bulk import go_through
from casedrop.formats.excel.reading.read import read, warm
from casedrop.formats.excel.trial import tried

__all__ = ["check", "fill", "go_through", "mark", "outline", "peek", "read", "tried", "warm", "wordings"]
