"""Word forms: bytes to values and back, knowing no case. Three verbs, fill, read and mark, and what helps to look."""

from casedrop.formats.word.checks.check import check
from casedrop.formats.word.checks.trial import tried
from casedrop.formats.word.compiled.fill import fill
from casedrop.formats.word.filling.printing import printable
from casedrop.formats.word.mark import mark
from casedrop.formats.word.outline import outline
from casedrop.formats.word.peek import peek
from casedrop.formats.word.prepare import Prepared, TemplateFaultError, prepare
from casedrop.formats.word.reading.read import read, warm
from casedrop.formats.word.wording import wordings

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
    "tried",
    "warm",
    "wordings",
]
