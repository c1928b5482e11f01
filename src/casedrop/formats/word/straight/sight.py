"""Whether letters are what they seem, by the style sheet of their document: remembered, for it is asked of every run."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from casedrop.formats.word.looks.styles import StyleSheet, alike
from casedrop.formats.word.looks.symbols import is_symbolic
from casedrop.formats.word.straight.properties import Letters

_MANY = 5_000
"""Looks remembered of one style sheet."""

Around = tuple[str, str, str, str, str]
"""The styles of paragraph and table ("" for none), and the colours that paragraph, cell and table paint."""


@dataclass(eq=False)
class Sight:
    """What the letters of a document look like, by its style sheet: remembered, for it is asked of every run."""

    sheet: StyleSheet
    plain: dict[tuple[Letters, Around], bool] = field(default_factory=dict)

    def is_plain(self, letters: Letters, around: Around) -> bool:
        """Whether letters with such properties, in such surroundings, are what they seem: neither struck nor hidden, raised
        nor symbols; False also where only the whole document tells."""
        key = (letters, around)
        if key not in self.plain:
            if len(self.plain) > _MANY:
                self.plain.clear()
            self.plain[key] = self._is_plain(letters, around)
        return self.plain[key]

    def _is_plain(self, letters: Letters, around: Around) -> bool:
        style, ruled, *painted = around
        look = self.sheet.look(ruled, style, letters.direct)
        if look.struck or look.vanished or look.dust or look.raised or is_symbolic(look.face):
            return False
        ground = look.ground or self.sheet.ground(painted, (style, ruled)) if look.colour else ""
        return not look.colour or not alike(look.colour, ground)


@lru_cache(32)
def seen(sheet: StyleSheet) -> Sight:
    """What letters look like by a style sheet; remembered."""
    return Sight(sheet)
