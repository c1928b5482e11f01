"""Markup between two texts of a part, made the steps of a walk: only forms of it that are known; anything else is unusual."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import cast

from casedrop.formats.word.straight.leaps import at_one_go
from casedrop.formats.word.straight.properties import Band, Control, Letters, Pieces, Surface, Unusual
from casedrop.formats.word.straight.walk import Step, Walk

_TOKEN = re.compile(
    r"(?P<about><w:(?P<whose>rPr|pPr|tcPr|trPr|tblPr|tblPrEx|tblGrid|sdtPr|sdtEndPr|sectPr)(?=[ />])"
    r"(?:[^<>]*/>|[^<>]*>.*?</w:(?P=whose)>))"
    r"|(?P<begin><w:(?P<begun>p|r|tbl|tr|tc|sdtContent|sdt)(?P<said> [^<>/]*)?(?P<void>/?)>)"
    r"|(?P<end></w:(?P<ended>p|r|tbl|tr|tc|sdtContent|sdt|fldSimple)>)"
    r"|(?P<mark><w:(?P<edge>bookmarkStart|bookmarkEnd) (?P<named>[^<>]*)/>)"
    r"|(?P<sign><w:(?P<drawn>br|tab|lastRenderedPageBreak|proofErr|t)(?P<kind> [^<>]*)?(?:/>|></w:(?P=drawn)>))"
    r"|(?P<picture><w:drawing>.*?</w:drawing>)"
    r'|(?P<code><w:fldChar w:fldCharType="(?P<part>begin|separate|end)"(?:/>|></w:fldChar>))'
    r'|(?P<counts><w:instrText(?: xml:space="preserve")?> *(?:PAGE|NUMPAGES)(?: +\\\* +(?:MERGEFORMAT|Arabic))* *</w:instrText>)'
    r'|(?P<field><w:fldSimple w:instr=" ?(?:PAGE|NUMPAGES)(?: +\\\* +(?:MERGEFORMAT|Arabic))* *">)',
    re.DOTALL,
)
_BOOKMARK = re.compile(r'w:id="(-?[0-9]+)"(?: w:name="([^"&]*)")?')
_PAGE_BREAK = ' w:type="page"'
_BEGINNINGS: dict[str, tuple[Callable[..., None], object]] = {
    "p": (Walk.paragraph, Surface()),
    "r": (Walk.run, Letters()),
    "tbl": (Walk.table, Surface()),
    "tr": (Walk.row, Band()),
    "tc": (Walk.cell, Surface()),
    "sdt": (Walk.control, None),
}
_ENDINGS: dict[str, Callable[..., None]] = {
    "p": Walk.end_paragraph,
    "tbl": Walk.end_table,
    "tr": Walk.end_row,
    "tc": Walk.end_cell,
    "sdt": Walk.end_control,
    "fldSimple": Walk.end_field,
}
_ABOUT: dict[str, tuple[str, Callable[[Pieces, str], Surface | Band | Letters | Control]]] = {
    "pPr": ("p", Pieces.paragraph),
    "rPr": ("r", Pieces.letters),
    "tblPr": ("tbl", Pieces.table),
    "trPr": ("tr", Pieces.row),
    "tcPr": ("tc", Pieces.cell),
    "sdtPr": ("sdt", Pieces.control),
}
"""Whose properties are what, which stand first in it."""
_SIGNS = {"br": "\n", "tab": "\t", "t": "", "lastRenderedPageBreak": ""}
_NEXT = {"sdt": "sdtPr", "sdtPr": "sdtContent", "/sdtContent": "/sdt"}
"""What alone may follow what."""
_MANY, _LONG = 20_000, 2_000
"""Of the pieces of markup so many are remembered; none that is longer."""
_FEW, _LONGEST = 200, 20_000
"""The same of those at the ends of parts."""


class Markup:
    """The markup of parts that begin with the same head; each piece between two texts is made steps once."""

    def __init__(self, head: str) -> None:
        self._pieces = Pieces(head)
        self._known, self._ends = lru_cache(_MANY)(self._steps), lru_cache(_FEW)(self._steps)

    def steps(self, markup: str) -> tuple[Step, ...]:
        """The steps of a piece of markup that begins and ends within a run; raises Unusual."""
        return self._known(markup) if len(markup) <= _LONG else self._steps(markup)

    def first(self, markup: str) -> tuple[Step, ...]:
        """The steps of the piece before the first text."""
        return self._end(markup, in_run=False)

    def last(self, markup: str) -> tuple[Step, ...]:
        """The steps of the piece behind the last text."""
        return self._end(markup, ends_in_run=False)

    def whole(self, markup: str) -> tuple[Step, ...]:
        """The steps of a part without any text."""
        return self._end(markup, in_run=False, ends_in_run=False)

    def _end(self, markup: str, *, in_run: bool = True, ends_in_run: bool = True) -> tuple[Step, ...]:
        """The steps of a piece at an end of a part; headers and footers are the same in all documents of a form."""
        make = self._ends if len(markup) <= _LONGEST else self._steps
        return make(markup, in_run=in_run, ends_in_run=ends_in_run)

    def _steps(self, markup: str, *, in_run: bool = True, ends_in_run: bool = True) -> tuple[Step, ...]:
        made = _Steps(self._pieces, in_run=in_run)
        for token in _tokens(markup):
            made.add(token)
        if made.in_run is not ends_in_run or made.awaits:
            raise Unusual("markup that ends elsewhere")
        return tuple(at_one_go(made.steps))


def _tokens(markup: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(markup):
        token = _TOKEN.match(markup, at)
        if token is None:
            raise Unusual(markup[at : at + 60])
        yield token
        at = token.end()


def _step(act: Callable[..., None], about: object = None) -> Step:
    return cast("Callable[[Walk, object], None]", act), about


class _Steps:
    """The steps of one piece of markup being made. `fresh` is what has just begun and may still say its properties, `awaits`
    the only thing that may come next."""

    def __init__(self, pieces: Pieces, *, in_run: bool) -> None:
        self.pieces, self.in_run = pieces, in_run
        self.steps: list[Step] = []
        self.fresh = self.awaits = ""

    def add(self, token: re.Match[str]) -> None:
        """Add what a piece of markup means."""
        fresh, self.fresh = self.fresh, ""
        kind = token.lastgroup
        if kind == "about":
            self._about(token["whose"], token[0], fresh)
        elif kind == "begin":
            self._begin(token)
        elif kind == "end":
            self._end(token["ended"])
        elif kind == "mark":
            self._mark(token)
        elif kind == "sign":
            self._sign(token["drawn"], token["kind"] or "", token[0])
        elif kind == "picture":
            self._expect("picture", in_run=True)
            self.pieces.picture(token[0])
            self.steps.append(_step(Walk.picture))
        elif kind == "field":
            self._expect("field", in_run=False)
            self.steps.append(_step(Walk.field))
        else:
            self._expect("code", in_run=True)
            self.steps.append(_step(Walk.code, token["part"] or "counts"))

    def _expect(self, name: str, *, in_run: bool) -> None:
        """Make sure that something may come here."""
        if self.in_run is not in_run or self.awaits not in ("", name):
            raise Unusual(name)
        self.awaits = _NEXT.get(name, "")

    def _about(self, whose: str, markup: str, fresh: str) -> None:
        if whose not in _ABOUT:
            if self.in_run or self.awaits not in ("", "sdtContent" if whose == "sdtEndPr" else ""):
                raise Unusual(whose)
            self.pieces.silent(markup)
            self.fresh = fresh if whose == "tblPrEx" else ""
            return
        owner, read = _ABOUT[whose]
        self._expect(whose, in_run=whose == "rPr")
        if owner != fresh:
            raise Unusual(whose)
        self.steps[-1] = (self.steps[-1][0], read(self.pieces, markup))

    def _begin(self, token: re.Match[str]) -> None:
        name = token["begun"]
        self._expect(name, in_run=False)
        if token["said"]:
            self.pieces.sound(f"<w:{name}{token['said']}/>")
        if name == "sdtContent":
            if not self.steps or self.steps[-1][0] is not Walk.control or token["void"]:
                raise Unusual(name)
            return
        self.steps.append(_step(*_BEGINNINGS[name]))
        self.in_run = name == "r"
        self.fresh = name
        if token["void"]:
            if name not in ("p", "r"):
                raise Unusual(token[0])
            self.fresh = ""
            self._end(name)

    def _end(self, name: str) -> None:
        self._expect(f"/{name}", in_run=name == "r")
        if name == "r":
            self.in_run = False
        elif name != "sdtContent":
            self.steps.append(_step(_ENDINGS[name]))

    def _mark(self, token: re.Match[str]) -> None:
        self._expect("mark", in_run=False)
        known = _BOOKMARK.fullmatch(token["named"])
        about = (known[1], known[2]) if known else self.pieces.bookmark(token[0])
        self.steps.append(_step(Walk.mark if token["edge"] == "bookmarkStart" else Walk.end_mark, about))

    def _sign(self, name: str, kind: str, markup: str) -> None:
        self._expect(name, in_run=name != "proofErr")
        if kind and kind != _PAGE_BREAK:
            if name == "br":
                raise Unusual(markup)
            self.pieces.sound(markup)
        said = _SIGNS.get(name, "")
        if said:
            self.steps.append(_step(Walk.text, said))
