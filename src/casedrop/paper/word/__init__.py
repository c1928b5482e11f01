"""Word forms: bytes to values and back, knowing no case. Three verbs, fill, read and mark, and what helps to look."""

from casedrop.paper.word.check import check
from casedrop.paper.word.fill import TemplateFaultError, fill
from casedrop.paper.word.mark import mark
from casedrop.paper.word.outline import outline
from casedrop.paper.word.peek import peek
from casedrop.paper.word.prepare import Prepared, prepare
from casedrop.paper.word.printing import printable
from casedrop.paper.word.read import read
from casedrop.paper.word.wording import wordings

__all__ = [
    "Prepared",
    "TemplateFaultError",
    "check",
    "fill",
    "mark",
    "outline",
    "peek",
    "prepare",
    "printable",
    "read",
    "wordings",
]
