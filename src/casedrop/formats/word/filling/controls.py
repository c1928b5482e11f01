"""Content controls written: what people fill in Word, as Word itself would have made it (ISO/IEC 29500-1 §17.5.2).

Markup is written as text whose prefixes are Word's usual ones, `w` and `w14`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from casedrop import language
from casedrop.formats.word.filling.looks import BOX_FONT, Looks, looks
from casedrop.formats.word.filling.rows import at
from casedrop.formats.word.identity import alias, bookmark, concrete
from casedrop.formats.word.text import OFF, ON
from casedrop.formats.word.xml import (
    ID,
    MARK_START,
    NS,
    TC,
    Element,
    P,
    attr,
    elements,
    escape,
    holder,
    inside,
)
from casedrop.forms.form import ROW, Field
from casedrop.language.problem import Json

DATES = {"vi": ("dd/MM/yyyy", "vi-VN"), "zh-Hans": ("yyyy-MM-dd", "zh-CN"), "zh-Hant": ("yyyy-MM-dd", "zh-HK")}
DATE = ("yyyy-MM-dd", "en-GB")


class Numbers:
    """Ids of controls and bookmarks that are unique in one part and the same for the same part."""

    def __init__(self, highest: int = 0) -> None:
        """`highest` is the highest number that a bookmark of the part bears already."""
        self._mark = highest
        self._controls: set[int] = set()
        self._marked: set[str] = set()

    def control(self, number: int) -> int:
        """A control's id: the number, or the next that is free."""
        while number in self._controls:
            number = number % 0x7FFFFFFF + 1
        self._controls.add(number)
        return number

    def around(self, runs: str, mark: str) -> str:
        """The runs within a bookmark; a second control of the same name gets none (names are unique)."""
        if mark in self._marked:
            return runs
        self._marked.add(mark)
        self._mark += 1
        return f'<w:bookmarkStart w:id="{self._mark}" w:name="{mark}"/>{runs}<w:bookmarkEnd w:id="{self._mark}"/>'


def highest(root: Element) -> int:
    """The highest number that a bookmark of a part bears; 0 without any."""
    return max((int(b.get(ID, "0")) for b in root.iter(MARK_START) if b.get(ID, "0").isdigit()), default=0)


class ControlWriter:
    """One control of a template in one language; what no answer changes is worked out once."""

    def __init__(self, field: Field, tag: str, looks: Looks, lang: str, hint: str) -> None:
        """`tag` may be a pattern, of a control in rows; `hint` is what an empty field shows."""
        self.field, self.tag, self.lang, self._looks = field, tag, lang, looks
        pointer, _, self._option = tag.partition("=")
        self._path, self._names = tuple(pointer[1:].split("/")), None if ROW in tag else _names(tag)
        title = attr(alias(field.labels.get(lang, "")))
        self._begin = f'<w:sdt><w:sdtPr>{looks.value}<w:alias w:val="{title}"/><w:tag w:val="'
        self._lock = '"/><w:lock w:val="sdtLocked"/>' if field.rows is None else '"/>'
        self._hint = run(hint, looks.placeholder)
        self._items = _items(field, lang) if field.kind == "choice" and not self._option else ""

    def written(self, answers: Json, numbers: Numbers, row: int = 0, *, is_open: bool) -> str:
        """The control, in a row (from 0) if it stands in rows: one that can be filled, or its text in its place."""
        value = at(answers, self._path, row)
        answer = "" if value is None else str(value)
        names = self._names or _names(concrete(self.tag, row))
        runs = self._runs(value, answer)
        return self._open(runs, answer, names, numbers) if is_open else numbers.around(runs, names.mark)

    def is_asked(self, answers: Json, writable: frozenset[str], row: int = 0) -> bool:
        """Whether it is for somebody to fill and has no answer yet."""
        return self.field.pointer in writable and at(answers, self._path, row) is None

    def _runs(self, value: Json, answer: str) -> str:
        """The runs that show an answer: a ticked or clear box, the text, or nothing."""
        if self._option:
            return run(ON if answer == self._option else OFF, self._looks.box)
        text = language.show(value, self.field.kind, self.lang, self.field.choices, money=self.field.money)
        return run(text, self._looks.value) if text else ""

    def _open(self, runs: str, answer: str, names: _Names, numbers: Numbers) -> str:
        """A control that can be filled: its properties in the schema's order, and its content or the placeholder.

        A control in a row is not locked: Word would not let its row be deleted.
        """
        number = numbers.control(names.number)
        shows = "" if runs else "<w:showingPlcHdr/>"
        inner = numbers.around(runs or self._hint, names.mark)
        return (
            f'{self._begin}{names.tag}"/><w:id w:val="{number}{self._lock}{shows}{self._kind(answer)}'
            f"</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        )

    def _kind(self, answer: str) -> str:
        """What makes the control a box, a list or a date; text has no kind (rich text).

        LibreOffice 7.4 writes a plain-text control once for every change of script in it, so that East Asian text comes back
        three times, and joins its lines; rich ones it keeps (docs/analysis/word.md).
        """
        if self._option:
            return _BOXES[answer == self._option]
        if self.field.kind == "choice":
            last = f' w:lastValue="{attr(answer)}"' if answer else ""
            return f"<w:dropDownList{last}>{self._items}</w:dropDownList>"
        return _date(answer, *DATES.get(self.lang, DATE)) if self.field.kind == "date" else ""


@dataclass(frozen=True, slots=True)
class _Names:
    """What a control is called: its tag as it is written, the number it would have, its bookmark."""

    tag: str
    number: int
    mark: str


@lru_cache(maxsize=4096)
def _names(tag: str) -> _Names:
    return _Names(attr(tag), crc32(tag.encode()) & 0x7FFFFFFF or 1, bookmark(tag))


def only(sdt: Element, text: str) -> None:
    """Make a text all that the control's cell says; a control of that cell that is gone by then is left alone."""
    paragraph, tc = inside(sdt, P), inside(sdt, TC)
    if paragraph is None or tc is None:
        return
    runs = elements(run(text, looks(sdt).value), sdt)
    for other in tc.findall("w:p", NS):
        if other is not paragraph:
            tc.remove(other)
    paragraph[:] = [*paragraph.findall("w:pPr", NS), *runs]


def put(sdt: Element, written: str) -> None:
    """Put markup in a control's place; raises ValueError for letters that XML cannot hold."""
    parent, new = holder(sdt), elements(written, sdt)
    at = parent.index(sdt)
    parent[at : at + 1] = new


def run(text: str, look: str) -> str:
    """A run of text in a look; line feeds are breaks, tabs are tabs."""
    said = escape(text)
    pieces = "".join(map(_piece, _PARTED.split(said))) if "\n" in said or "\t" in said else _piece(said)
    return f"<w:r>{look}{pieces}</w:r>"


def _piece(text: str) -> str:
    """A piece of a text as it stands in a run, or what parts two of them."""
    if text in _PARTING:
        return _PARTING[text]
    return f'<w:t xml:space="preserve">{text}</w:t>' if text else '<w:t xml:space="preserve"/>'


_PARTED = re.compile(r"([\n\t])")
_PARTING = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def _items(field: Field, lang: str) -> str:
    """What a list offers."""
    offered = ((attr(said.get(lang, key)), attr(key)) for key, said in field.choices.items())
    return "".join(f'<w:listItem w:displayText="{said}" w:value="{key}"/>' for said, key in offered)


def _box(*, ticked: bool) -> str:
    """The properties of a check box ([MS-DOCX] 2.6.1)."""
    states = (("checkedState", "2611"), ("uncheckedState", "2610"))
    shown = "".join(f'<w14:{name} w14:val="{code}" w14:font="{BOX_FONT}"/>' for name, code in states)
    return f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>{shown}</w14:checkbox>'


_BOXES = {ticked: _box(ticked=ticked) for ticked in (False, True)}


def _date(answer: str, shape: str, tongue: str) -> str:
    """The properties of a date picker."""
    full = f' w:fullDate="{attr(answer)}T00:00:00Z"' if answer else ""
    return (
        f'<w:date{full}><w:dateFormat w:val="{shape}"/><w:lid w:val="{tongue}"/>'
        '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
    )
