"""A document as it stands once its tracked changes are accepted: what a person means when handing it in."""

from __future__ import annotations

from itertools import chain

from casedrop.formats.word.xml import NS, TR, Element, P, drop, holder, q, unwrap

_IN = (q("w:ins"), q("w:moveTo"))
_OUT = (q("w:del"), q("w:moveFrom"))
_WRAPPERS = (q("w:smartTag"), q("w:customXml"), q("mc:Choice"))
_MARK_OUT = "w:pPr/w:rPr/w:del"


def settle(root: Element) -> tuple[str, ...]:
    """The traits found while accepting every tracked change and unfolding alternatives in place.

    Insertions stay, deletions go, of alternative contents only the first stays (so a text box is read once).
    The trait is `tracked-changes` (faults B8).
    """
    for alternative in list(root.iter(q("mc:AlternateContent"))):
        _choose(alternative)
    for wrapper in list(chain.from_iterable(root.iter(name) for name in _WRAPPERS)):
        unwrap(wrapper)
    return ("tracked-changes",) if _accept(root) else ()


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
    for element in [*rows, *gone]:
        drop(element)
    for element in come:
        unwrap(element)
    for paragraph in ends:
        _join_next(paragraph)
    marks = root.iterfind(".//w:trPr/w:ins", NS), root.iterfind(".//w:pPr/w:rPr/w:ins", NS)
    return bool(rows or gone or come or ends or any(next(m, None) is not None for m in marks))


def _holds_content(change: Element) -> bool:
    """Whether a change wraps content; inside properties it only says that the mark itself was changed."""
    return holder(change).tag not in (q("w:rPr"), q("w:trPr"))


def _join_next(paragraph: Element) -> None:
    """Draw the next paragraph's content into one whose end was deleted."""
    following = paragraph.getnext()
    if paragraph.getparent() is None or following is None or following.tag != P:
        return
    paragraph.extend([child for child in following if child.tag != q("w:pPr")])
    drop(following)
