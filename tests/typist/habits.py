"""How people fill a field of a Word form in: what their hands do, as steps that `hand.py` carries out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from casedrop.formats.word.identity import bookmark

Step = tuple[str | int, ...]
"""A verb of `hand.Typist`, and its arguments."""

TABLE = "Thứ Hai\t9:00\nThứ Ba\t14:30"
"""A table as text: cells by tab, rows by line."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is typed: the concrete tag of a control, what it shows before, and the kind of its field."""

    tag: str
    shown: str
    kind: str

    @property
    def mark(self) -> str:
        """Its bookmark."""
        return bookmark(self.tag)

    @property
    def is_list(self) -> bool:
        """Whether it is a list to be chosen from."""
        return self.kind == "choice" and not self.is_box

    @property
    def is_box(self) -> bool:
        """Whether it is a box to be ticked."""
        return "=" in self.tag


Hands = Callable[[Place, str], list[Step]]
"""What hands do to type a text at a place."""


def select(place: Place, text: str) -> list[Step]:
    """All of the hint selected, and typed over."""
    return [("at", place.mark, "all"), ("text", text)]


def before(place: Place, text: str) -> list[Step]:
    """Typed before the hint, which stays."""
    return [("at", place.mark, "start"), ("text", text)]


def behind(place: Place, text: str) -> list[Step]:
    """Typed behind what is there, which stays."""
    return [("at", place.mark, "end"), ("text", text)]


def inside(place: Place, text: str) -> list[Step]:
    """Typed into the middle of the hint."""
    return [("at", place.mark, "middle"), ("text", text)]


def delete(place: Place, text: str) -> list[Step]:
    """The hint taken away letter by letter from its beginning, then typed."""
    return [("at", place.mark, "start"), ("key", "DELETE", len(place.shown)), ("text", text)]


def backspace(place: Place, text: str) -> list[Step]:
    """The hint taken away letter by letter from its end, then typed."""
    return [("at", place.mark, "end"), ("key", "BACKSPACE", len(place.shown)), ("text", text)]


def outside(place: Place, text: str) -> list[Step]:
    """Typed behind the control, out of which the right arrow leads."""
    return [("at", place.mark, "end"), ("key", "RIGHT"), ("text", text)]


def paste(place: Place, text: str) -> list[Step]:
    """Plain text pasted over the hint."""
    return [("at", place.mark, "all"), ("paste", "plain", text)]


def paste_formatted(place: Place, text: str) -> list[Step]:
    """Large, bold and red text pasted over the hint."""
    return [("at", place.mark, "all"), ("paste", "bold", text)]


def paste_table(place: Place, text: str) -> list[Step]:
    """A table pasted over the hint of a field of several lines; others are typed over."""
    return [("at", place.mark, "all"), ("paste", "table", text)] if place.kind == "lines" else select(place, text)


def toggle(place: Place, _: str) -> list[Step]:
    """A box ticked with the space bar."""
    return [("at", place.mark, "start"), ("key", "SPACE")]


@dataclass(frozen=True, slots=True)
class Habit:
    """A habit: how a text is filled in, and how a box is ticked and with what mark.

    `half`: the first half of a text is there before. `rows`: one row more than there are is filled, begun with Tab.
    `lines`: what is put into each field of several lines. `ending`: what the file is saved as.
    """

    name: str
    text: Hands
    box: Hands = toggle
    mark: str = ""
    half: bool = False
    rows: bool = False
    lines: str = ""
    ending: str = "docx"

    def steps(self, place: Place, text: str) -> list[Step]:
        """What is done at a place to say a text, or to tick it."""
        if place.is_list:
            return [("choose", place.mark, text)]
        return self.box(place, self.mark) if place.is_box else self.text(place, text)


HABITS = {
    h.name: h
    for h in (
        Habit("select", select),
        Habit("before", before),
        Habit("behind", behind, outside, "x"),
        Habit("inside", inside),
        Habit("delete", delete, outside, "(x)"),
        Habit("backspace", backspace),
        Habit("outside", outside, outside, "✓"),
        Habit("typed-on", behind, half=True),
        Habit("rows", select, rows=True),
        Habit("paste", paste),
        Habit("paste-formatted", paste_formatted),
        Habit("paste-table", paste_table, lines=TABLE),
        Habit("as-doc", select, ending="doc"),
        Habit("as-odt", select, ending="odt"),
    )
}
