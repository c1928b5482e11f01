"""Cell notes and the shapes Excel draws them in (ECMA-376 part 1, 18.7; part 4, 19)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from casedrop.formats.excel.refs import a1, corner
from casedrop.formats.excel.xml import MAIN, SHEET_NAMES, parse, serial

AUTHOR = "casedrop"

VML = "urn:schemas-microsoft-com:vml"
DRAWING = "urn:schemas-microsoft-com:office:office"
SPREADSHEET = "urn:schemas-microsoft-com:office:excel"

Address = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Note:
    """One note: who wrote it, its whole text, its runs as the file has them, and what we add below."""

    author: str
    text: str
    runs: bytes = b""
    added: str = ""

    def before(self, head: str) -> Note | None:
        """The note without what begins with the line `head`; None if nothing is left."""
        own, mark, _ = self.text.partition(head)
        if not mark:
            return self
        own = own.rstrip("\n")
        return Note(self.author, own) if own.strip() and self.author != AUTHOR else None


def read_notes(part: bytes) -> dict[Address, Note]:
    """The notes of a comments part by cell, in the order of the file."""
    root = parse(part)
    authors = [a.text or "" for a in root.iterfind("{*}authors/{*}author")]
    return {at: note for tag in root.iterfind("{*}commentList/{*}comment") for at, note in _one(tag, authors)}


def _one(tag: etree._Element, authors: list[str]) -> list[tuple[Address, Note]]:
    at, body = corner(tag.get("ref", "")), tag.find("{*}text")
    number = int(tag.get("authorId", "0"))
    if at is None or body is None:
        return []
    text = "".join(t.text or "" for t in body.iter("{*}t"))
    author = authors[number] if number < len(authors) else ""
    return [(at, Note(author, text, etree.tostring(body)))]


def noted(notes: Mapping[Address, Note], wanted: Mapping[Address, str]) -> dict[Address, Note]:
    """The notes with our remarks: below someone else's note on the same cell, else as a note of our own."""
    merged = dict(notes)
    for at, text in wanted.items():
        other = merged.get(at)
        merged[at] = Note(other.author, f"{other.text}\n{text}", other.runs, text) if other else Note(AUTHOR, text)
    return merged


def comments_part(notes: Mapping[Address, Note]) -> bytes:
    """A comments part of the notes, in the order of rows."""
    authors = list(dict.fromkeys(n.author for n in notes.values()))
    root = etree.Element(f"{{{MAIN}}}comments", nsmap=SHEET_NAMES)
    named = etree.SubElement(root, f"{{{MAIN}}}authors")
    for author in authors:
        etree.SubElement(named, f"{{{MAIN}}}author").text = author
    listed = etree.SubElement(root, f"{{{MAIN}}}commentList")
    for at, note in sorted(notes.items()):
        tag = etree.SubElement(listed, f"{{{MAIN}}}comment", ref=a1(*at), authorId=str(authors.index(note.author)))
        tag.append(_body(note))
    return serial(root)


def _body(note: Note) -> etree._Element:
    """The text element: someone else's runs as they were, ours added."""
    if note.runs:
        body = parse(note.runs)
        if note.added:
            body.append(_run("\n" + note.added))
        return body
    body = etree.Element(f"{{{MAIN}}}text")
    body.append(_run(note.text))
    return body


def _run(text: str) -> etree._Element:
    run = etree.Element(f"{{{MAIN}}}r")
    look = etree.SubElement(run, f"{{{MAIN}}}rPr")
    etree.SubElement(look, f"{{{MAIN}}}sz", val="9")
    etree.SubElement(look, f"{{{MAIN}}}rFont", val="Arial")
    plain = etree.SubElement(run, f"{{{MAIN}}}t")
    plain.text = text
    plain.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def shapes_part(old: bytes | None, notes: Mapping[Address, Note]) -> bytes:
    """A drawing part with a hidden box for every note; boxes that are there keep their place and size."""
    root = _lenient(old) if old else _empty_drawing()
    kept = set()
    for shape in list(root.iter(f"{{{VML}}}shape")):
        at = _cell_of(shape)
        if at is not None and (at not in notes or at in kept):
            root.remove(shape)
        elif at is not None:
            kept.add(at)
    taken = [int(n) for n in re.findall(r"_s(\d+)", etree.tostring(root).decode())]
    start = max(taken, default=1024) + 1
    for number, at in enumerate(sorted(set(notes) - kept)):
        root.append(_shape(at, start + number, notes[at].text))
    return etree.tostring(root)


def _lenient(part: bytes) -> etree._Element:
    """A drawing part parsed; Excel's are XML, older ones only nearly (`<br>`)."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))


def _cell_of(shape: etree._Element) -> Address | None:
    """The cell a note's box belongs to; None for other controls."""
    data = shape.find(f"{{{SPREADSHEET}}}ClientData")
    if data is None or data.get("ObjectType") != "Note":
        return None
    row, column = (data.findtext(f"{{{SPREADSHEET}}}{name}") for name in ("Row", "Column"))
    return (int(row) + 1, int(column) + 1) if row and column else None


def _empty_drawing() -> etree._Element:
    root = etree.Element("xml", nsmap={"v": VML, "o": DRAWING, "x": SPREADSHEET})
    layout = etree.SubElement(root, f"{{{DRAWING}}}shapelayout", {f"{{{VML}}}ext": "edit"})
    etree.SubElement(layout, f"{{{DRAWING}}}idmap", {f"{{{VML}}}ext": "edit", "data": "1"})
    kind = etree.SubElement(
        root, f"{{{VML}}}shapetype", id="_x0000_t202", coordsize="21600,21600", path="m,l,21600r21600,l21600,xe"
    )
    kind.set(f"{{{DRAWING}}}spt", "202")
    etree.SubElement(kind, f"{{{VML}}}stroke", joinstyle="miter")
    etree.SubElement(kind, f"{{{VML}}}path", gradientshapeok="t").set(f"{{{DRAWING}}}connecttype", "rect")
    return root


def _shape(at: Address, number: int, text: str) -> etree._Element:
    """A note's box beside its cell, high enough for its text."""
    row, column = at[0] - 1, at[1] - 1
    lines = sum(1 + len(line) // 34 for line in text.split("\n"))
    style = f"position:absolute;width:200pt;height:{max(40, 14 * lines + 12)}pt;z-index:1;visibility:hidden"
    shape = etree.Element(
        f"{{{VML}}}shape", id=f"_x0000_s{number}", type="#_x0000_t202", style=style, fillcolor="#ffffe1"
    )
    shape.set(f"{{{DRAWING}}}insetmode", "auto")
    etree.SubElement(shape, f"{{{VML}}}fill", color2="#ffffe1")
    box = etree.SubElement(shape, f"{{{VML}}}textbox", style="mso-direction-alt:auto")
    etree.SubElement(box, "div", style="text-align:left")
    data = etree.SubElement(shape, f"{{{SPREADSHEET}}}ClientData", ObjectType="Note")
    etree.SubElement(data, f"{{{SPREADSHEET}}}MoveWithCells")
    etree.SubElement(data, f"{{{SPREADSHEET}}}SizeWithCells")
    anchor = etree.SubElement(data, f"{{{SPREADSHEET}}}Anchor")
    anchor.text = f"{column + 1}, 12, {max(row - 1, 0)}, 6, {column + 3}, 40, {row + max(2, lines * 14 // 20 + 2)}, 6"
    for name, value in (("AutoFill", "False"), ("Row", str(row)), ("Column", str(column))):
        etree.SubElement(data, f"{{{SPREADSHEET}}}{name}").text = value
    return shape
