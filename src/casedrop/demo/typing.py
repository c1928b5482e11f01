"""What an Office program does to a file when a person types into it: the file's format, none of casedrop's own calls."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree

from casedrop.demo import cells
from casedrop.demo.cells import Typed

Element = Any
"""An lxml element, or what is looked for below one: that it is there is for the demo to show."""
Values = Mapping[str, Typed]
"""What is typed, by the JSON pointer of its field: text, numbers, dates."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LETTER = "word/document.xml"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def write(source: Path, values: Values, target: Path) -> None:
    """Type the values, keyed by JSON pointer, into a copy of `source` at `target`; raises LookupError for a field the
    file does not have.
    """
    with zipfile.ZipFile(source) as old:
        infos = old.infolist()
        parts = {info.filename: old.read(info) for info in infos}
    saved = (cells.typed if source.suffix == ".xlsx" else _letter)(parts, values)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in infos:
            new.writestr(info, saved[info.filename])


def _letter(parts: Mapping[str, bytes], values: Values) -> dict[str, bytes]:
    """The parts of a letter once values were typed into it."""
    root = etree.fromstring(parts[LETTER])
    for pointer, value in values.items():
        _type(root, pointer, value)
    return {**parts, LETTER: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)}


def _type(root: Element, pointer: str, value: Typed) -> None:
    _room_for(root, pointer)
    controls = {_tag(c): c for c in root.iter(f"{W}sdt") if _tagged(c)}
    if pointer in controls:
        _say(controls[pointer], _typed(value))
    else:
        boxes = {tag: c for tag, c in controls.items() if tag.startswith(f"{pointer}=")}
        _tick(next(c for tag, c in boxes.items() if value in (_word_after(c), _column(tag), _above(c))))


def _room_for(root: Element, pointer: str) -> None:
    """Make the row of a list that is to be typed into: where the blank ones are used up, copy the last, as Word does."""
    found = re.match(r"(/\w+)/(\d+)/", pointer)
    while found and not any(tag.startswith(found[0]) for tag in map(_tag, filter(_tagged, root.iter(f"{W}sdt")))):
        ours = [c for c in root.iter(f"{W}sdt") if _tagged(c) and _tag(c).startswith(f"{found[1]}/")]
        row = next(ours[-1].iterancestors(f"{W}tr"))
        row.addnext(copy := deepcopy(row))
        number = int(re.sub(r"\D", "", _tag(ours[-1])))
        for control in filter(_tagged, copy.iter(f"{W}sdt")):
            _say(control, "")
            _mark(control).set(f"{W}val", _tag(control).replace(f"/{number}/", f"/{number + 1}/"))


def _tag(control: Element) -> str:
    return str(_mark(control).get(f"{W}val"))


def _mark(control: Element) -> Element:
    return control.find(f"{W}sdtPr/{W}tag")


def _tagged(control: Element) -> bool:
    return control.find(f"{W}sdtPr/{W}tag") is not None


def _typed(value: Typed) -> str:
    """What a Vietnamese clerk types for a date or a number."""
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)


def _say(control: Element, text: str) -> None:
    """Put the text into the control, its placeholder gone, as Word leaves it."""
    properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    for mark in properties.findall(f"{W}showingPlcHdr"):
        properties.remove(mark)
    runs = list(content.iter(f"{W}r"))
    for run in runs[1:]:
        run.getparent().remove(run)
    for child in list(runs[0]):
        if child.tag != f"{W}rPr":
            runs[0].remove(child)
    for style in list(runs[0].iter(f"{W}rStyle", f"{W}shd", f"{W}color")):
        style.getparent().remove(style)
    etree.SubElement(runs[0], f"{W}t").text = text


def _tick(control: Element) -> None:
    next(control.iter(f"{W14}checked")).set(f"{W14}val", "1")
    next(control.find(f"{W}sdtContent").iter(f"{W}t")).text = "☑"


def _column(tag: str) -> str:
    """What stands above a box that has a column of its own: what it is ticked for."""
    return tag.rpartition("=")[2]


def _above(control: Element) -> str:
    """What the head of a box's column says, in the document's own words; "" for a box outside a table."""
    cell = next(control.iterancestors(f"{W}tc"), None)
    if cell is None:
        return ""
    left = sum(map(_span, cell.itersiblings(f"{W}tc", preceding=True)))
    for row in next(cell.iterancestors(f"{W}tr")).itersiblings(f"{W}tr", preceding=True):
        head = _under(row, left)
        if head is not None and next(head.iter(f"{W}sdt"), None) is None:
            return "".join(head.itertext(f"{W}t")).strip()
    return ""


def _under(row: Element, left: int) -> Element | None:
    """The cell of a row that has a column of the grid, with so many to its left."""
    for cell in row.iterchildren(f"{W}tc"):
        left -= _span(cell)
        if left < 0:
            return cell
    return None


def _span(cell: Element) -> int:
    """How many columns of the grid a cell takes."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if span is None else int(span.get(f"{W}val"))


def _word_after(control: Element) -> str:
    """The word a check box stands before, up to the next box."""
    words = []
    for sibling in control.itersiblings():
        if sibling.tag == f"{W}sdt":
            break
        words.append("".join(sibling.itertext(f"{W}t")))
    return "".join(words).strip()
