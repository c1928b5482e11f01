"""The places in a document where a field stands, found by tag, bookmark or alias."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from casedrop.formats.word.identity import FieldNames, Identity
from casedrop.formats.word.looks.doubts import doubts_of
from casedrop.formats.word.looks.said import Doubt
from casedrop.formats.word.looks.ticks import Tick, tick
from casedrop.formats.word.text import text_of
from casedrop.formats.word.xml import (
    ID,
    MARK_END,
    MARK_START,
    NAME,
    NS,
    SDT,
    SDT_CONTENT,
    Element,
    P,
    R,
    inside,
    is_on,
    q,
    value,
)


@dataclass(frozen=True, eq=False)
class FieldPlace:
    """One place where a field stands: how it was known, its text ("" for a placeholder), what it shows, whether it is a box
    that is ticked, and what in it is no plain text."""

    element: Element
    identity: Identity
    how: str
    text: str
    shown: str
    ticked: bool = False
    doubts: tuple[Doubt, ...] = ()


class SiteFinder:
    """What it takes to tell fields: their names, and what shows that one is empty."""

    def __init__(
        self, names: FieldNames, is_placeholder: Callable[[Identity, str], bool], styles: Collection[str]
    ) -> None:
        """`styles` are the ids of the styles Word gives to placeholders of its own."""
        self.names, self._is_placeholder, self.styles = names, is_placeholder, styles

    def sites(self, root: Element) -> list[FieldPlace]:
        """The sites of a settled tree; of nested ones that say the same, the outermost."""
        outermost: dict[Element, FieldPlace] = {}
        for site in (*self._controls(root), *self._marks(root)):
            around = (outermost.get(e) for e in site.element.iterancestors(SDT))
            if not any(o and o.identity == site.identity for o in around):
                outermost[site.element] = site
        return list(outermost.values())

    def _controls(self, root: Element) -> Iterator[FieldPlace]:
        """The content controls that are fields."""
        for sdt in root.iter(SDT):
            how, identity = _identify(sdt, self.names)
            content = sdt.find(SDT_CONTENT)
            if identity is not None and content is not None:
                text = text_of(content)
                empty = self._is_placeholder(identity, text) or self._is_words_own(sdt)
                is_ticked, doubts = _boxed(sdt, text) if identity.option else (False, ())
                yield FieldPlace(
                    sdt, identity, how, "" if empty else text, text, is_ticked, (*doubts_of([content]), *doubts)
                )

    def _is_words_own(self, sdt: Element) -> bool:
        """Whether a control shows what Word puts there by itself, in whatever language Word speaks.

        The flag alone does not tell: LibreOffice keeps it on controls that were filled meanwhile.
        """
        styles = {value(run, "w:rPr/w:rStyle") for run in sdt.iter(R)}
        return is_on(sdt, "w:sdtPr/w:showingPlcHdr") and not styles.isdisjoint(self.styles)

    def _marks(self, root: Element) -> Iterator[FieldPlace]:
        """The field bookmarks that stand in no control of the same field."""
        for start in root.iter(MARK_START):
            identity = self.names.mark(start.get(NAME))
            if identity is None or _in_own_control(start, self.names, identity):
                continue
            lines = enclosed(start)
            text = "\n".join(map(text_of, lines))
            shown = "" if self._is_placeholder(identity, text) else text
            is_ticked, marks = _marked(text) if identity.option else (False, ())
            doubts = (*(d for line in lines for d in doubts_of(line)), *marks)
            yield FieldPlace(start, identity, "bookmark", shown, text, is_ticked, doubts)


def _identify(sdt: Element, names: FieldNames) -> tuple[str, Identity | None]:
    """How a control is known and as what; a bookmark counts only if it is the one field bookmark inside."""
    identity = names.tag(value(sdt, "w:sdtPr/w:tag"))
    if identity:
        return "tag", identity
    inner = {m for m in (names.mark(b.get(NAME)) for b in sdt.iter(MARK_START)) if m}
    if inner:
        return "bookmark", inner.pop() if len(inner) == 1 else None
    return "alias", names.alias(value(sdt, "w:sdtPr/w:alias"))


def _boxed(sdt: Element, text: str) -> tuple[bool, tuple[Doubt, ...]]:
    """Whether a box is ticked, by what it shows or else says of itself, and the doubt about its mark, also where the two
    differ; a sign of its own is what the control says."""
    ticked, doubts = _marked(text)
    state = sdt.find(".//w14:checkbox/w14:checked", NS)
    says = state is not None and state.get(q("w14:val")) in ("1", "true")
    if doubts:
        return (says, ()) if text.strip() in _own_signs(sdt) else (ticked, doubts)
    return ticked or says, (Doubt("mark", text.strip()),) if says and not ticked else ()


def _own_signs(sdt: Element) -> list[str]:
    """The signs by which a check box control says that it is ticked or not."""
    states = (sdt.find(f".//w14:checkbox/w14:{name}", NS) for name in ("checkedState", "uncheckedState"))
    codes = [state.get(q("w14:val"), "") for state in states if state is not None]
    return [chr(int(code, 16)) for code in codes if re.fullmatch("[0-9A-Fa-f]{1,5}", code)]


def _marked(text: str) -> tuple[bool, tuple[Doubt, ...]]:
    """Whether the text of a box ticks it, and the doubt about a mark that nobody can be sure of."""
    says = tick(text)
    return says is Tick.TICKED, (Doubt("mark", text.strip()),) if says is Tick.UNSURE else ()


def _in_own_control(start: Element, names: FieldNames, identity: Identity) -> bool:
    """Whether some control around a bookmark is known as the same field."""
    return any(_identify(sdt, names)[1] == identity for sdt in start.iterancestors(SDT))


def enclosed(start: Element) -> list[list[Element]]:
    """What a bookmark encloses, line by line, over several paragraphs if need be; to the paragraph's end where it has no end."""
    lines: list[list[Element]] = [[]]
    for node in _following(start):
        if node is None:
            lines.append([])
        elif _is_end(node, start):
            return lines
        else:
            lines[-1].append(node)
            if any(_is_end(end, start) for end in node.iter(MARK_END)):
                return lines
    return lines[:1]


def _following(start: Element) -> Iterator[Element | None]:
    """What comes after an element in its paragraph, then in the paragraphs below it, each announced by None."""
    yield from start.itersiblings()
    paragraph = inside(start, P)
    for below in paragraph.itersiblings(P) if paragraph is not None else ():
        yield None
        yield from below


def _is_end(node: Element, start: Element) -> bool:
    """Whether a node ends the bookmark."""
    return bool(node.tag == MARK_END and node.get(ID) == start.get(ID))
