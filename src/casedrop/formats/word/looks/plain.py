"""A tree in which everything that is not plain text says what it shows, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casedrop.formats.word.looks.codes import work_out
from casedrop.formats.word.looks.equations import EQUATION, is_structured, moved, on_a_line
from casedrop.formats.word.looks.numbering import Numbering
from casedrop.formats.word.looks.said import SAID, said
from casedrop.formats.word.looks.styles import Look, Styles
from casedrop.formats.word.looks.symbols import drawn, has_private, is_symbolic, letter, named
from casedrop.formats.word.xml import ID, NS, SDT, SDT_CONTENT, TR, VAL, Element, P, R, T, drop, holder, is_on, parse, q

_SYM = q("w:sym")
_EMOJI = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"
_EMOJI_SIGN = f"{_EMOJI}symEx"
_DRAWN = (*map(q, ("w:drawing", "w:pict", "w:object", "w:altChunk", "w:subDoc", "w:contentPart")),)
_BOX, _FALLBACK = q("w:txbxContent"), q("mc:Fallback")
_DAY = ("dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong")
_CLOCKS = (*map(q, ("w:pgNum", *(f"w:{part}" for part in _DAY))),)
"""What shows the number of the page, or today, without a field code."""
_NOTES = {q("w:footnoteReference"): "word/footnotes.xml", q("w:endnoteReference"): "word/endnotes.xml"}
_BESIDE = frozenset((q("w:rPr"), SAID, *_NOTES, q("w:fldChar"), q("w:instrText")))
_LETTERS, _FILL = q("w:rPr"), q("w:fill")
_APART = frozenset(q(f"w:{name}") for name in ("b", "u", "highlight", "color", "bdr", "em", "i", "outline", "shd"))
_NONE = ("0", "false", "off", "none", "auto", "clear", "nil")
_RULE = "{urn:schemas-microsoft-com:office:office}hr"


class Plain:
    """What it takes to make the parts of one document plain."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts
        self.styles = Styles(parts)

    def settle(self, root: Element) -> None:
        """Put what it says, and the doubt about it, in the place of everything that is not plain text."""
        self.styles.note_grounds(root)
        work_out(root)
        self._draw(root)
        unseen = {run for row in root.iter(TR) if is_on(row, "w:trPr/w:hidden") for run in row.iter(R)}
        for run in list(root.iter(R)):
            self._run(run, is_unseen=run in unseen)
        for paragraph, label in Numbering(self.parts).labels(root).items():
            if next(paragraph.iterancestors(SDT_CONTENT), None) is not None:
                _number(paragraph, label)

    def _draw(self, root: Element) -> None:
        """Settle what is drawn: equations, notes, pictures, emoji and symbols."""
        if next(root.iter(EQUATION, *_DRAWN, *_CLOCKS, _EMOJI_SIGN, _SYM, *_NOTES), None) is None:
            return
        for equation in list(root.iter(EQUATION)):
            kind = "equation" if is_structured(equation) else ""
            _replace(equation, said(on_a_line(equation), kind, on_a_line(equation)))
        _draw_pictures(root)
        for emoji in list(root.iter(_EMOJI_SIGN)):
            _replace(emoji, said(_emoji(emoji)))
        for sym in list(root.iter(_SYM)):
            shown = drawn(sym)
            _replace(sym, said("", "symbol", named(sym)) if shown is None else said(shown))
        for reference, part in [(r, p) for tag, p in _NOTES.items() for r in root.iter(tag)]:
            _replace(reference, said("", "note", self._note(part, reference.get(ID, ""))))

    def _note(self, part: str, number: str) -> str:
        """What a footnote or endnote says."""
        notes = parse(self.parts[part]) if part in self.parts else None
        found = (note for note in notes if note.get(ID) == number) if notes is not None else ()
        return "".join(t.text or "" for note in found for t in note.iter(T)).strip()

    def _run(self, run: Element, *, is_unseen: bool) -> None:
        """Settle the letters of one run, which stands in a hidden row or does not."""
        look = self.styles.look(run)
        for text in run.findall(T):
            if is_symbolic(look.face) or has_private(text.text or ""):
                _spell(text, look.face)
        hidden = is_unseen or self.styles.is_hidden(run, look)
        if hidden or look.struck:
            _silence(run, "hidden" if hidden else "struck")
        elif look.raised:
            _raise(run, look)
        elif is_apart(run.find(_LETTERS)) and _wording(run).strip():
            run.append(said("", "apart", _wording(run)))


def _draw_pictures(root: Element) -> None:
    """Settle pictures, what is embedded, text boxes, and what shows a number of its own."""
    for picture in list(root.iter(*_DRAWN)):
        if not _holds_text(picture) and not any(shape.get(_RULE) for shape in picture.iter()):
            _replace(picture, said("", "picture"))
    for box in (box for box in root.iter(_BOX) if next(box.iterancestors(_FALLBACK), None) is None):
        _doubt_box(box)
    for clock in list(root.iter(*_CLOCKS)):
        _replace(clock, said("", "symbol", str(clock.tag).rpartition("}")[2]))


def _symbol(face: str, code: int) -> Element:
    """What a letter of a symbol font says; one that is not known is doubted."""
    shown = letter(face, code)
    return said("", "symbol", f"{face} {code:04X}".strip()) if shown is None else said(shown)


def _spell(text: Element, face: str) -> None:
    """Settle letters of a symbol font, one by one."""
    for sign in reversed(text.text or ""):
        is_plain = not is_symbolic(face) and not has_private(sign)
        text.addnext(said(sign) if is_plain else _symbol(face, ord(sign)))
    drop(text)


def _emoji(element: Element) -> str:
    """The emoji of Word's own element for one."""
    try:
        return chr(int(element.get(f"{_EMOJI}char", ""), 16))
    except (ValueError, OverflowError):
        return ""


def _letters(run: Element) -> Iterator[Element]:
    """What in a run says something by itself."""
    return (child for child in run if child.tag not in _BESIDE or (child.tag == SAID and child.get("text")))


def _wording(run: Element) -> str:
    return "".join(e.text or "" if e.tag == T else e.get("text", "") for e in run.iter(T, SAID))


def _silence(run: Element, kind: str) -> None:
    """Take what a run says out of it and leave the doubt."""
    wording = _wording(run)
    there = list(_letters(run))
    for child in there:
        drop(child)
    if wording.strip():
        run.append(said("", kind, wording))
    elif there and kind == "struck" and wording:
        run.append(said(wording))


def _raise(run: Element, look: Look) -> None:
    """Put raised or lowered letters as such, doubted."""
    wording = _wording(run)
    if wording.strip():
        for element in list(run.iter(T, SAID)):
            text = element.text or "" if element.tag == T else element.get("text", "")
            _replace(element, said(moved(text, look.raised), element.get("kind", ""), element.get("seen", "")))
        run.append(said("", "raised", wording))


def is_apart(properties: Element | None) -> bool:
    """Whether somebody set the letters of a run with such properties off from those around them."""
    return any(
        one.tag in _APART and (one.get(VAL, "1") not in _NONE or one.get(_FILL, "auto") != "auto")
        for one in (properties if properties is not None else ())
    )


def _number(paragraph: Element, label: str | None) -> None:
    """Put the label of a list before what a paragraph says, if it says something."""
    says = any(t.text for t in paragraph.iter(T)) or any(s.get("text") for s in paragraph.iter(SAID))
    if says and label != "":
        at = 1 if paragraph.find("w:pPr", NS) is not None else 0
        known = said(f"{label} ", "numbered", label or "") if label else said("", "symbol", "?")
        paragraph.insert(at, known)


def _doubt_box(box: Element) -> None:
    """Leave in a text box the doubt whether what it says belongs to the field it lies upon; not where a control is in it."""
    wording = _wording(box)
    last = next(box.iterchildren(P, reversed=True), None)
    if wording.strip() and last is not None and next(box.iter(SDT), None) is None:
        last.append(said("", "boxed", wording))


def _holds_text(drawing: Element) -> bool:
    return next(drawing.iter(P), None) is not None


def _replace(element: Element, other: Element) -> None:
    holder(element).replace(element, other)
