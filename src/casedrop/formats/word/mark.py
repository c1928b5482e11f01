"""Marking: remarks put into a copy of a sender's file as Word comments, every other part left byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from casedrop.formats import zips
from casedrop.formats.word.grid import GridTable, blocks, paragraphs, story, tables
from casedrop.formats.word.package import body_name
from casedrop.formats.word.xml import NS, Element, P, drop, holder, make, parse, q, write
from casedrop.forms.reading import Mark
from casedrop.language.problem import Place

AUTHOR, INITIALS = "casedrop", "cd"

_TYPES = "[Content_Types].xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ID, _AUTHOR = q("w:id"), q("w:author")
_ANCHORS = (q("w:commentRangeStart"), q("w:commentRangeEnd"), q("w:commentReference"))


def mark(data: bytes, marks: Sequence[Mark]) -> bytes:
    """A copy with the remarks as comments of `casedrop` at their places, earlier ones of ours gone, others' kept.

    Only the body, the comments, and what announces a comments part change. A place that is not there any more is marked
    at the first paragraph, as the whole file is. Raises zips.UnreadableError, etree.XMLSyntaxError.
    """
    parts = zips.read_parts(data)
    body = body_name(parts)
    root = parse(parts[body])
    changed, comments_name = _announced(parts, body)
    comments = parse(parts[comments_name]) if comments_name in parts else _no_comments()
    _forget(root, comments)
    anchors = _Anchors(root)
    taken = (int(c.get(_ID, "0")) for c in comments)
    for number, remark in enumerate(marks, max(taken, default=-1) + 1):
        comments.append(_comment(str(number), remark.text))
        _anchor(anchors.paragraph(remark.place), str(number))
    return zips.patch(data, {**changed, body: write(root), comments_name: write(comments)})


class _Anchors:
    """The paragraphs that places name."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.tables: list[GridTable] = [t for t in tables(root) if t.tbl in set(_outer(root))]
        self.paragraphs = list(paragraphs(root))

    def paragraph(self, place: Place) -> Element:
        """The paragraph at a place, the first one of the body where there is none."""
        wanted = place.args
        if place.kind == "paragraph" and 0 < int(wanted.get("paragraph", 0)) <= len(self.paragraphs):
            return self.paragraphs[int(wanted["paragraph"]) - 1]
        cell = self._in_table(wanted) if place.kind == "table" else None
        return self._first() if cell is None else cell

    def _in_table(self, wanted: Mapping[str, str | int]) -> Element | None:
        """The first paragraph of a cell."""
        try:
            row = self.tables[int(wanted["table"]) - 1].rows[int(wanted["row"]) - 1]
            cell = row.cells[int(wanted.get("column", 1)) - 1]
        except (IndexError, KeyError):
            return None
        return next(cell.tc.iter(P), None)

    def _first(self) -> Element:
        """The first paragraph of the body, made if there is none."""
        first = next(self.root.iter(P), None)
        if first is None:
            first = make("p")
            story(self.root).insert(0, first)
        return first


def _outer(root: Element) -> list[Element]:
    """The tables a person counts."""
    return [block for block in blocks(story(root)) if block.tag != P]


def _anchor(paragraph: Element, number: str) -> None:
    """Put a comment around all of a paragraph."""
    start = 1 if paragraph.find("w:pPr", NS) is not None else 0
    paragraph.insert(start, make("commentRangeStart", id=number))
    paragraph.append(make("commentRangeEnd", id=number))
    paragraph.append(make("r", make("commentReference", id=number)))


def _comment(number: str, text: str) -> Element:
    """A comment, a paragraph for every line; undated, so that the same marks give the same bytes."""
    comment = make("comment", id=number, author=AUTHOR, initials=INITIALS)
    for line in text.split("\n"):
        line_text = make("t")
        line_text.text = line
        line_text.set(q("xml:space"), "preserve")
        comment.append(make("p", make("r", line_text)))
    return comment


def _forget(root: Element, comments: Element) -> None:
    """Take our earlier comments and their anchors away."""
    ours = [c for c in comments if c.get(_AUTHOR) == AUTHOR]
    numbers = {c.get(_ID) for c in ours}
    for comment in ours:
        drop(comment)
    for anchor in [e for name in _ANCHORS for e in root.iter(name) if e.get(_ID) in numbers]:
        run = holder(anchor)
        drop(anchor)
        if run.tag == q("w:r") and not [child for child in run if child.tag != q("w:rPr")]:
            drop(run)


def _no_comments() -> Element:
    return etree.Element(q("w:comments"), nsmap={"w": NS["w"]})


def _announced(parts: Mapping[str, bytes], body: str) -> tuple[dict[str, bytes], str]:
    """The parts that must change to announce a comments part (none if there is one), and that part's name."""
    folder, rels_name = body.rpartition("/")[0], zips.relations_name(body)
    rels = etree.fromstring(parts.get(rels_name, _NO_RELS))
    there = [r for r in rels if r.get("Type", "").endswith("/relationships/comments")]
    if there:
        target = there[0].get("Target", "")
        return {}, target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
    name = f"{folder}/comments.xml"
    types = etree.fromstring(parts[_TYPES])
    rel = {"Id": "rIdCasedrop", "Type": _RELATION, "Target": "comments.xml"}
    etree.SubElement(rels, f"{{{rels.nsmap[None]}}}Relationship", rel)
    override = {"PartName": f"/{name}", "ContentType": _KIND}
    if not any(o.get("PartName") == f"/{name}" for o in types):
        etree.SubElement(types, f"{{{types.nsmap[None]}}}Override", override)
    return {_TYPES: write(types), rels_name: write(rels)}, name


_NO_RELS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
