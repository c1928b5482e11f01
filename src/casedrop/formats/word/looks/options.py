"""The options of a choice drawn as boxes, and every way in which people mark one without ticking its box."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from casedrop.formats.word.looks.doubts import doubts_of
from casedrop.formats.word.looks.said import Doubt
from casedrop.formats.word.looks.ticks import EMPTY, bare, is_sign
from casedrop.formats.word.text import text_of
from casedrop.formats.word.xml import MARK_START, NAME, NS, SDT, VAL, Element, P, R, inside, q

_EMPHASIS = tuple(
    q(f"w:{name}") for name in ("b", "u", "highlight", "shd", "color", "bdr", "em", "i", "outline", "effect")
)
_NONE = ("0", "false", "off", "none", "auto", "clear")
_DRAWN = ("picture", "equation", "symbol", "note")


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its element, its option and the word beside it, and whether it is ticked."""

    element: Element
    option: str
    word: str
    ticked: bool


@dataclass
class _Beside:
    """What stands behind a box, up to the next one."""

    box: Box | None
    runs: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return text_of(self.runs).strip()

    @property
    def struck(self) -> str:
        return bare("".join(d.seen for d in doubts_of(self.runs) if d.kind in ("struck", "deleted")))

    @property
    def looks(self) -> frozenset[str]:
        """How its letters are set off."""
        worded = (run for run in self.runs if text_of([run]).strip())
        return frozenset(look for run in worded for look in _looks(run))


def other_marks(boxes: Sequence[Box], choices: Mapping[str, str]) -> tuple[Doubt, ...]:
    """The doubts about a choice whose options (their words by key) are marked otherwise than by the ticks in their boxes."""
    beside = list(_beside(boxes))
    ticked = {box.option for box in boxes if box.ticked}
    found = [*_strays(beside), *_struck(beside, ticked), *_set_off(beside, ticked)]
    if not ticked:
        gone = [word for option, word in choices.items() if option not in {box.option for box in boxes}]
        found += [Doubt("mark", word) for word in gone]
        around = {paragraph for box in boxes if (paragraph := inside(box.element, P)) is not None}
        found += [d for d in doubts_of(sorted(around, key=id)) if d.kind in _DRAWN]
    return tuple(dict.fromkeys(found))


def _beside(boxes: Sequence[Box]) -> Iterator[_Beside]:
    """What stands before the first box of each paragraph and behind each box."""
    known = {box.element: box for box in boxes}
    paragraphs = dict.fromkeys(p for box in boxes if (p := inside(box.element, P)) is not None)
    for paragraph in paragraphs:
        before = _Beside(None)
        here: _Beside | None = before
        pieces = [before]
        for element in paragraph.iter(SDT, MARK_START, R):
            if element in known:
                behind = here = _Beside(known[element])
                pieces.append(behind)
            elif any(around in known for around in element.iterancestors(SDT)):
                continue
            elif element.tag != R:
                here = None if _is_field(element) else here
            elif here is not None:
                here.runs.append(element)
        yield from pieces


def _is_field(element: Element) -> bool:
    """Whether a control or bookmark is a field's, whose words are not the boxes'."""
    return element.tag == SDT or element.get(NAME, "").startswith("_")


def _strays(beside: Sequence[_Beside]) -> Iterator[Doubt]:
    """Marks that stand by the words instead of in a box; a box known by its bookmark holds its own mark."""
    for piece in beside:
        words = bare(piece.text).replace(bare(piece.box.word), " ", 1) if piece.box else bare(piece.text)
        if piece.box is not None and piece.box.element.tag != SDT:
            words = words.lstrip().removeprefix(next((s for s in words.split() if not s.isalnum()), ""))
        if any(is_sign(token) for token in words.split()):
            yield Doubt("mark", piece.text)


def _struck(beside: Sequence[_Beside], ticked: set[str]) -> Iterator[Doubt]:
    """Options whose words are struck out, where that says something else than the ticks."""
    struck = [p.box for p in beside if p.box and bare(p.box.word) and bare(p.box.word) in p.struck]
    for box in struck:
        if not ticked or box.option in ticked:
            yield Doubt("mark", box.word)


def _set_off(beside: Sequence[_Beside], ticked: set[str]) -> Iterator[Doubt]:
    """Options whose words are underlined, bold or the like and the others are not, where that says something else."""
    worded = [(p.box, p.looks) for p in beside if p.box and p.text.strip(EMPTY)]
    common = frozenset[str]().union(*(looks for _, looks in worded)) if worded else frozenset()
    for _, looks in worded:
        common &= looks
    apart = [box for box, looks in worded if looks - common]
    if len(apart) < len(worded) and {box.option for box in apart} - ticked:
        yield from (Doubt("mark", box.word) for box in apart)


def _looks(run: Element) -> Iterator[str]:
    properties = run.find("w:rPr", NS)
    for one in properties if properties is not None else ():
        if one.tag in _EMPHASIS and (one.get(VAL, "1") not in _NONE or one.get(q("w:fill"), "auto") != "auto"):
            yield f"{one.tag} {one.get(VAL, '')} {one.get(q('w:fill'), '')}"
