"""A document as it stands once its tracked changes are accepted: what a person means when handing it in."""

from __future__ import annotations

from itertools import chain

from casedrop.formats.word.looks.said import said
from casedrop.formats.word.xml import NS, Element, P, T, drop, holder, inside, q, unwrap

_IN = (q("w:ins"), q("w:moveTo"))
_OUT = (q("w:del"), q("w:moveFrom"))
_WRAPPERS = (q("w:smartTag"), q("w:customXml"), q("mc:Choice"))
_GONE = (T, q("w:delText"))
_LETTERS, _ROW, _PARAGRAPH = q("w:rPr"), q("w:trPr"), q("w:pPr")
_CELL_OUT = q("w:cellDel")
_QUIET = (q("w:cellIns"), q("w:rPrChange"), q("w:pPrChange"), q("w:numberingChange"))
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
    changes = list(root.iter(*_IN, *_OUT))
    cells = [holder(holder(change)) for change in root.iter(_CELL_OUT)]
    rows = [holder(holder(c)) for c in changes if c.tag in _OUT and holder(c).tag == _ROW]
    ends = [p for c in changes if c.tag in _OUT and (p := inside(c, P)) is not None and _is_end(c)]
    for row in rows:
        drop(row)
    for change in [c for c in changes if holder(c).tag not in (_LETTERS, _ROW)]:
        _mark(change)
    for cell in cells:
        _blank(cell)
    for paragraph in ends:
        _join_next(paragraph)
    return bool(changes or cells) or next(root.iter(*_QUIET), None) is not None


def _is_end(change: Element) -> bool:
    """Whether a change is of the end of a paragraph, not of what stands in it."""
    return holder(change).tag == _LETTERS and holder(holder(change)).tag == _PARAGRAPH


def _mark(change: Element) -> None:
    """Leave what was put in and take out what was deleted, each with its doubt before it."""
    is_out = change.tag in _OUT
    text = "".join(t.text or "" for t in change.iter(*_GONE))
    if text.strip():
        change.addprevious(said("", "deleted" if is_out else "inserted", text))
    (drop if is_out else unwrap)(change)


def _blank(cell: Element) -> None:
    """Leave, of what a deleted cell says, only the doubt; the cell stays, for the others stand by its side."""
    for paragraph in list(cell.iter(P)):
        text = "".join(t.text or "" for t in paragraph.iter(*_GONE))
        for child in [c for c in paragraph if c.tag != q("w:pPr")]:
            drop(child)
        if text.strip():
            paragraph.append(said("", "deleted", text))


def _join_next(paragraph: Element) -> None:
    """Draw the next paragraph's content into one whose end was deleted."""
    following = paragraph.getnext()
    if paragraph.getparent() is None or following is None or following.tag != P:
        return
    paragraph.extend([child for child in following if child.tag != q("w:pPr")])
    drop(following)
