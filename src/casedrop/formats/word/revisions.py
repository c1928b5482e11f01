"""A document as it stands once its tracked changes are accepted: what a person means when handing it in."""

from __future__ import annotations

from itertools import chain

from casedrop.formats.word.looks.said import said
from casedrop.formats.word.xml import NS, TC, TR, Element, P, T, drop, holder, q, unwrap

_IN = (q("w:ins"), q("w:moveTo"))
_OUT = (q("w:del"), q("w:moveFrom"))
_WRAPPERS = (q("w:smartTag"), q("w:customXml"), q("mc:Choice"))
_GONE = (T, q("w:delText"))
_MARK_OUT = "w:pPr/w:rPr/w:del"
_QUIET = ("w:trPr/w:ins", "w:pPr/w:rPr/w:ins", "w:tcPr/w:cellIns", "w:rPr/w:rPrChange", "w:pPr/w:pPrChange")
"""Changes that leave every letter where it is."""


def settle(root: Element) -> bool:
    """Whether there were tracked changes; all are accepted, and alternatives unfolded, in place.

    Insertions stay and deletions go, each leaving its doubt where it stood (see `looks.said`); of alternative contents only
    the first stays, so a text box is read once.
    """
    for alternative in list(root.iter(q("mc:AlternateContent"))):
        _choose(alternative)
    for wrapper in list(chain.from_iterable(root.iter(name) for name in _WRAPPERS)):
        unwrap(wrapper)
    return _accept(root)


def _choose(alternative: Element) -> None:
    """Leave one branch of alternative contents, the fallback only where there is no other."""
    choices = alternative.findall("mc:Choice", NS) or alternative.findall("mc:Fallback", NS)
    for branch in list(alternative):
        if not choices or branch is not choices[0]:
            drop(branch)
    for branch in list(alternative):
        unwrap(branch)
    unwrap(alternative)


def _accept(root: Element) -> bool:
    """Whether there were tracked changes; all are accepted."""
    rows = [tr for tr in root.iter(TR) if tr.find("w:trPr/w:del", NS) is not None]
    ends = [p for p in root.iter(P) if p.find(_MARK_OUT, NS) is not None]
    gone = [e for name in _OUT for e in root.iter(name) if _holds_content(e)]
    come = [e for name in _IN for e in root.iter(name) if _holds_content(e)]
    cells = [tc for tc in root.iter(TC) if tc.find("w:tcPr/w:cellDel", NS) is not None]
    for row in rows:
        drop(row)
    for element in gone:
        _swap(element)
    for element in come:
        _mark(element)
        unwrap(element)
    for cell in cells:
        _blank(cell)
    for paragraph in ends:
        _join_next(paragraph)
    return bool(rows or gone or come or ends or cells) or any(
        root.find(f".//{quiet}", NS) is not None for quiet in _QUIET
    )


def _holds_content(change: Element) -> bool:
    """Whether a change wraps content; inside properties it only says that the mark itself was changed."""
    return holder(change).tag not in (q("w:rPr"), q("w:trPr"))


def _swap(deleted: Element) -> None:
    """Leave, of what was deleted, only the doubt."""
    text = _text(deleted)
    if text.strip():
        deleted.addprevious(said("", "deleted", text))
    drop(deleted)


def _mark(inserted: Element) -> None:
    """Put the doubt of what was inserted before it."""
    text = _text(inserted)
    if text.strip():
        inserted.addprevious(said("", "inserted", text))


def _blank(cell: Element) -> None:
    """Leave, of what a deleted cell says, only the doubt; the cell stays, for the others stand by its side."""
    for paragraph in list(cell.iter(P)):
        text = _text(paragraph)
        for child in [c for c in paragraph if c.tag != q("w:pPr")]:
            drop(child)
        if text.strip():
            paragraph.append(said("", "deleted", text))


def _text(element: Element) -> str:
    return "".join(t.text or "" for t in element.iter(*_GONE))


def _join_next(paragraph: Element) -> None:
    """Draw the next paragraph's content into one whose end was deleted."""
    following = paragraph.getnext()
    if paragraph.getparent() is None or following is None or following.tag != P:
        return
    paragraph.extend([child for child in following if child.tag != q("w:pPr")])
    drop(following)
