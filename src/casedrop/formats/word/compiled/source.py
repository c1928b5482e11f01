"""One part of a template as the Jinja that writes the finished part: controls, rows and numbers included."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from casedrop.formats.word.compiled.balance import check_balance
from casedrop.formats.word.compiled.program import Control, UncompilableError
from casedrop.formats.word.filling.controls import highest, only
from casedrop.formats.word.filling.language import speak
from casedrop.formats.word.filling.looks import looks
from casedrop.formats.word.filling.patched import patched
from casedrop.formats.word.filling.tint import cut, tinted, untint
from casedrop.formats.word.identity import pattern, split
from casedrop.formats.word.placeholder import NONE
from casedrop.formats.word.prepare import ROWS, after, fields, numbered, pattern_rows
from casedrop.formats.word.xml import NS, SDT, TC, TR, Element, holder, inside, markup_of
from casedrop.forms.form import ROW, Form

BEGIN, END = "\x01", "\x02"
"""Around the name of what a rendered part asks for: letters that no part may hold."""
DRAWING, CODE, WHITE = "drawing", "code", "white"
"""What a part asks for beside its controls: a number for a picture, a code's text and the white beside it."""
TINT_OF, AND = "tint", "."
"""And the shade of a cell, by the numbers of its controls."""

_JINJA = ("{{", "{%", "{#")
_MARKS = _FROM, _AT, _TO, _ASK, _ASKED = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
"""Letters for private use that mark places until Jinja is read."""
_HELD = re.compile(f"{_FROM}(\\d+){_AT}[^{_FROM}]*?{_TO}")
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@dataclass(frozen=True)
class Source:
    """A part: the Jinja that writes it, the controls which that asks for by number, and its bookmarks' highest number."""

    jinja: str
    controls: tuple[Control, ...]
    highest: int

    @property
    def is_fixed(self) -> bool:
        """Whether every document has the same."""
        return not any(mark in self.jinja for mark in (*_JINJA, BEGIN))


def asked(name: str) -> str:
    """What stands in an attribute for a value that a part asks for."""
    return f"{_ASK}{name}{_ASKED}"


def check_letters(part: bytes) -> None:
    """Raise UncompilableError for a template's part that holds the letters by which places are marked here."""
    if any(mark.encode() in part for mark in _MARKS):
        raise UncompilableError("letters that mark places here")


def source(root: Element, form: Form, lang: str, *, is_body: bool, is_filled: bool = True) -> Source:
    """A part's source, which changes its tree. `is_filled`: its controls and rows are filled; else only its wording is.

    Raises UncompilableError.
    """
    first, controls = highest(root), list[Control]()
    if is_filled:
        _check_controls(root, form)
        _loop(root, form)
        controls = _cut(root, form, lang)
    if is_body:
        for drawing in root.iter(_DRAWN):
            drawing.set("id", asked(DRAWING))
    speak(root, lang)
    jinja = patched(_with_boxes(root, controls))
    jinja = _HELD.sub(lambda held: _control(controls[int(held[1])], held[1]), jinja)
    if any(mark in jinja for mark in (_FROM, _AT, _TO)):
        raise UncompilableError("a statement ends within a control")
    check_balance(jinja)
    for said, meant in (("{_{", "{{ '{{' }}"), ("{_%", "{{ '{%' }}"), ("}_}", "}}"), ("%_}", "%}")):
        jinja = jinja.replace(said, meant)
    jinja = jinja.replace(_ASK, BEGIN).replace(_ASKED, END)
    return Source(jinja, tuple(controls), first)


def _with_boxes(root: Element, controls: Sequence[Control]) -> str:
    """A part's markup, with the prefix of check boxes if it has any: templates may lack it."""
    markup, space = markup_of(root), root.nsmap.get("w14")
    if space not in (None, NS["w14"]) or root.nsmap.get("w") != NS["w"]:
        raise UncompilableError("prefixes of Word's names that mean others")
    if space or not any("=" in control.tag for control in controls):
        return markup
    return re.sub(r"[ />]", f' xmlns:w14="{NS["w14"]}"\\g<0>', markup, count=1)


def _check_controls(root: Element, form: Form) -> None:
    """Raise UncompilableError for controls that cannot be told before the part is rendered."""
    rows = pattern_rows(root)
    if any(inner in rows for tr in rows for inner in tr.iterancestors(TR)):
        raise UncompilableError("rows within rows")
    for sdt, tag in fields(root):
        tr = inside(sdt, TR)
        array = tag.split(ROW)[0] if ROW in tag else None
        field = form.by_pointer.get(pattern(tag.partition("=")[0]))
        if any(_is_field(outer) for outer in sdt.iterancestors(SDT)):
            raise UncompilableError(f"a control within a control: {tag}")
        if _holds_more(sdt):
            raise UncompilableError(f"a control holds more than text: {tag}")
        if array is not None and (tr is None or rows.get(tr) != array):
            raise UncompilableError(f"a column outside its rows: {tag}")
        if array is None and field is not None and field.rows:
            raise UncompilableError(f"one row of a table: {tag}")


def _holds_more(sdt: Element) -> bool:
    """Whether a control's own content is wording or a picture, and not only a sample of its look."""
    text = "".join(map(str, sdt.itertext()))
    return any(mark in text for mark in _JINJA) or next(sdt.iter(_DRAWN), None) is not None


def _is_field(sdt: Element) -> bool:
    """Whether a control stands for a property."""
    tag = sdt.find("w:sdtPr/w:tag", NS)
    return tag is not None and split(tag.get(f"{{{NS['w']}}}val", "")) is not None


def _loop(root: Element, form: Form) -> None:
    """Write a loop around every pattern row, and before the row another that stands where there are none."""
    for tr, array in pattern_rows(root).items():
        begin = f'{{% for n, row, at, none_ in {ROWS}["{array}"] %}}'
        end = "{% endfor %}" + (tr.tail or "")
        previous, parent = tr.getprevious(), holder(tr)
        if array in form.tables:
            none = _of_none(tr)
            tr.addprevious(none)
            none.tail, end = "{% else %}", "{% endif %}" + end
            begin += "{% if none_ %}"
        numbered(tr)
        after(previous, parent, begin)
        tr.tail = end


def _of_none(tr: Element) -> Element:
    """A pattern row as it says that there are no rows."""
    none = deepcopy(tr)
    none.tail = None
    numbered(none, tags=False)
    for cell in list(tinted(none)):
        untint(cell)
    for sdt, tag in list(fields(none)):
        if ROW in tag:
            only(sdt, NONE)
    return none


def _cut(root: Element, form: Form, lang: str) -> list[Control]:
    """Mark where each control of the form begins and ends, and give what is known of it."""
    controls: list[Control] = []
    asked_in: dict[Element | None, list[str]] = {}
    for sdt, tag in list(fields(root)):
        if _pattern_of(tag) not in form.by_pointer:
            continue
        asked_in.setdefault(inside(sdt, TC), []).append(f"{len(controls)}")
        after(sdt.getprevious(), holder(sdt), f"{_FROM}{len(controls)}{_AT}")
        sdt.tail = _TO + (sdt.tail or "")
        controls.append(Control(tag.replace(_NUMBERED, ROW), looks(sdt, lang)))
    _ask_tints(root, controls, asked_in)
    return controls


def _ask_tints(root: Element, controls: Sequence[Control], numbers: Mapping[Element | None, Sequence[str]]) -> None:
    """Ask for the shade of every cell to fill, by the numbers of its controls."""
    for cell in list(tinted(root)):
        if own := numbers.get(cell):
            row = "/{{ at }}" if any(ROW in controls[int(n)].tag for n in own) else ""
            cut(cell, f"{_ASK}{TINT_OF}{AND.join(own)}{row}{_ASKED}")


_NUMBERED = "/{{ at }}/"


def _pattern_of(tag: str) -> str:
    """The pattern pointer of a tag, also of one in a row of a loop."""
    return pattern(tag.partition("=")[0].replace(_NUMBERED, ROW))


def _control(control: Control, number: str) -> str:
    """What asks for a control, in its row if it stands in one."""
    return f"{_ASK}{number}/{{{{ at }}}}{_ASKED}" if ROW in control.tag else f"{_ASK}{number}{_ASKED}"
