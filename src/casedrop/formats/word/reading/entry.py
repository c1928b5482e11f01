"""What a document says for one field, and where it goes in the answers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from casedrop.formats.word.looks.said import Doubt
from casedrop.formats.word.reading.values import Question
from casedrop.language.problem import Json, Place


@dataclass(slots=True)
class FieldReading:
    """What a document says for one field: the text (or keys of the boxes ticked), how it was found, and where; what in it is
    no plain text; or what must be asked."""

    how: str
    place: Place
    text: str = ""
    keys: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    question: Question | None = None

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return not self.text.strip() and not self.keys and self.question is None


def put(answers: dict[str, Json], pointer: str, value: Json) -> None:
    """Set a value at a concrete pointer, making the objects and rows on the way; rows are begun in order."""
    path = pointer.strip("/").split("/")
    here: Json = answers
    for part, after in pairwise(path):
        fresh: Json = [] if after.isdigit() else {}
        if isinstance(here, list):
            here.extend({} for _ in range(int(part) + 1 - len(here)))
            here = here[int(part)]
        else:
            here = here.setdefault(part, fresh)
    here[path[-1]] = value
