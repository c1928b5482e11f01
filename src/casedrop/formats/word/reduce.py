"""A Word template as a view has it: without the fields it hides, and without the lines that would only be about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from casedrop.formats import zips
from casedrop.formats.word.grid import blocks, story
from casedrop.formats.word.identity import split
from casedrop.formats.word.package import body_name, edge_names
from casedrop.formats.word.prepare import fields
from casedrop.formats.word.text import text_of
from casedrop.formats.word.xml import (
    NS,
    SDT,
    TBL,
    TC,
    TR,
    Element,
    P,
    cell_property,
    drop,
    flat,
    holder,
    inside,
    must,
    parse,
    value,
    write,
)
from casedrop.forms.form import Form
from casedrop.forms.template_fields import mentions

_STRUCTURE = ("{%p", "{%tr", "{%tc")
_HEAD = "Heading"
"""How the styles of what stands over a section are called."""


def reduced(template: bytes, form: Form) -> bytes:
    """The template of a form's view: hidden controls are gone, and rows, cells, paragraphs and section heads about nothing else;
    of any other form the template as it is. Raises zips.UnreadableError."""
    return _reduced(template, _SameLine(form)) if form.hides else template


class _SameLine:
    """A view, equal to itself alone."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def __hash__(self) -> int:
        return hash((self.form.id, self.form.hides))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _SameLine) and self.form == other.form


@lru_cache(maxsize=32)
def _reduced(template: bytes, view: _SameLine) -> bytes:
    parts = zips.read_parts(template)
    for name in (body_name(parts), *edge_names(parts)):
        root = parse(parts[name])
        _Reducer(root, view.form).reduce()
        parts[name] = write(root)
    return zips.write_parts(parts)


class _Reducer:
    """One part being reduced."""

    def __init__(self, root: Element, form: Form) -> None:
        self.root, self.form = root, form
        self.gone: set[Element] = set()

    def reduce(self) -> None:
        """Take out what is hidden, the largest pieces first."""
        heads = self._sections()
        for tr in list(self.root.iter(TR)):
            self._row(tr)
        for paragraph in list(self.root.iter(P)):
            self._paragraph(paragraph)
        for tbl in list(self.root.iter(TBL)):
            if tbl in self.gone and not any(True for tr in flat(tbl, TR) for _ in self._about(tr)):
                self._drop_block(tbl)
        for head, section in heads:
            if head.getparent() is not None and self._is_bare(section):
                drop(head)

    def _is_bare(self, section: list[Element]) -> bool:
        """Whether some of a section is gone, and what is left of it holds no table and no field."""
        left = [block for block in section if block not in self.gone]
        is_held = any(block.tag == TBL or next(fields(block), None) is not None for block in left)
        return len(left) < len(section) and not is_held

    def _row(self, tr: Element) -> None:
        about = list(self._about(tr))
        if True not in about or _is_structure(tr):
            return
        if False not in about:
            self.gone |= {t for t in [inside(tr, TBL)] if t is not None}
            drop(tr)
            return
        for tc in list(flat(tr, TC)):
            hides = list(self._about(tc))
            if True in hides and False not in hides:
                self._take_cell(tc)

    def _take_cell(self, tc: Element) -> None:
        """Take a cell out of its row; the nearest that holds a field, else the nearest, is as much wider."""
        row = list(flat(must(inside(tc, TR)), TC))
        at = row.index(tc)
        others = [*reversed(row[:at]), *row[at + 1 :]]
        widen(next((o for o in others if self._holds(o)), others[0]), tc)
        drop(tc)

    def _holds(self, tc: Element) -> bool:
        """Whether a cell holds a field, or is the head of a column of one."""
        return next(fields(tc), None) is not None or "/-/" in text_of([tc])

    def _paragraph(self, paragraph: Element) -> None:
        about = list(self._about(paragraph))
        if True not in about or _is_structure(paragraph):
            return
        if False in about:
            for sdt, _ in [(s, t) for s, t in fields(paragraph) if self._is_hidden(t)]:
                drop(sdt)
        elif _is_only(paragraph):
            for child in [c for c in paragraph if c.tag != f"{{{NS['w']}}}pPr"]:
                drop(child)
        else:
            self._drop_block(paragraph)

    def _drop_block(self, block: Element) -> None:
        self.gone.add(block)
        parent = block.getparent()
        if parent is not None:
            parent.remove(block)

    def _about(self, element: Element) -> Iterator[bool]:
        """For each field that an element holds or speaks of, whether it is hidden."""
        yield from (self._is_hidden(tag) for _, tag in fields(element))
        if element.tag == TR:
            for tc in flat(element, TC):
                yield from mentions(_wording(tc), self.form)
        else:
            yield from mentions(_wording(element), self.form)

    def _is_hidden(self, tag: str) -> bool:
        identity = split(tag)
        return identity is not None and identity.pointer in self.form.hides

    def _sections(self) -> list[tuple[Element, list[Element]]]:
        """The heads of the sections, each with the blocks below it; a block that shows nothing is no part of one."""
        groups: list[tuple[Element, list[Element]]] = []
        for block in blocks(story(self.root)):
            if block.tag == P and (value(block, "w:pPr/w:pStyle") or "").startswith(_HEAD):
                groups.append((block, []))
            elif groups and (block.tag == TBL or text_of([block]).strip()):
                groups[-1][1].append(block)
        return groups


def widen(tc: Element, by: Element) -> None:
    """Give a cell the grid columns and the width of another as well."""
    span = cell_property(tc, "gridSpan")
    span.set(f"{{{NS['w']}}}val", str(sum(int(value(c, "w:tcPr/w:gridSpan") or 1) for c in _sized(tc, by))))
    width = tc.find("w:tcPr/w:tcW", NS)
    if width is not None:
        name = f"{{{NS['w']}}}w"
        widths = [c.find("w:tcPr/w:tcW", NS) for c in (tc, by)]
        width.set(name, str(sum(int(float(w.get(name, "0"))) for w in widths if w is not None)))


def _sized(tc: Element, by: Element) -> Iterable[Element]:
    return (tc, by)


def _wording(element: Element) -> str:
    """The fixed wording of an element, its controls left out."""
    inner = (p for p in element.iter(P)) if element.tag != P else (element,)
    return _plain("\n".join(text_of(c for c in p if c.tag != SDT) for p in inner))


def _plain(text: str) -> str:
    """Wording with straight quotation marks, as it is compiled."""
    return text.replace("‘", "'").replace("’", "'").replace('"', "'").replace("“", "'").replace("”", "'")


def _is_structure(element: Element) -> bool:
    """Whether an element only says where a condition or loop begins or ends."""
    return any(mark in text_of([element]) for mark in _STRUCTURE)


def _is_only(paragraph: Element) -> bool:
    """Whether a paragraph is the only one of its cell, which must have one."""
    parent = holder(paragraph)
    return parent.tag == TC and len(parent.findall(P)) == 1
