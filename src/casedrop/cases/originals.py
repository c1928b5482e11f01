"""Paper originals: what is known of each numbered copy of a document, as values (ACC-4).

Of every original two facts count, each by itself: its scan was seen, and the paper came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Papers = Mapping[str, tuple[Mapping[str, Any], ...]]
"""By document number, what is known of each original in the order of their copies.

`form`, `issue`, the `date` of issue, `copy` of `of`, `holder` (its name in the flow) and `text` (as the document calls
him); then the moments (ISO, UTC; "" for not yet) at which it was `sent`, the last page of its `scan` was seen and the
`paper` came in, `to` whom it went, the `pages` seen so far and the `shelf` where it stands.
"""

SAID = ("today", "to", "by")
"""What the expressions of a slip may read: the company's day, who takes the originals and who hands them over."""

REGISTER = (
    *("number", "form", "title", "case", "customer", "copy", "of", "holder", "date", "age", "keep_until"),
    *("sent", "to", "pages", "scan", "paper", "shelf", "awaited"),
)
"""What they may read of each original: the columns of the register."""

_NOT_YET: Mapping[str, Any] = {"sent": "", "to": "", "pages": (), "scan": "", "paper": "", "shelf": ""}


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan shows of a document: which `copy` (0: no numbered one), which of its `of` pages (0: not counted), and
    whether a code said so or a person (`by`: `code`, `hand`)."""

    copy: int
    pages: tuple[int, ...]
    of: int
    by: str = "code"


def of_issue(said: Mapping[str, Any]) -> Papers:
    """The originals of a document just issued, nothing known of them yet; {} if it has none.

    A document issued anew under its number has new originals: those of an older issue count no more.
    """
    about = {k: said[k] for k in ("form", "issue", "date")}
    copies = [{k: p[k] for k in ("copy", "of", "holder", "text")} for p in said["prints"] if p["copy"]]
    return {said["number"]: tuple({**about, **copy, **_NOT_YET} for copy in copies)} if copies else {}


def marked(papers: Papers, said: Mapping[str, Any], **facts: Any) -> Papers:
    """The originals with what became known of the copy an event speaks of; unchanged if there is no such copy."""
    copies = papers.get(said["number"], ())
    at = (said["issue"], said["copy"])
    changed = tuple({**c, **facts} if (c["issue"], c["copy"]) == at else c for c in copies)
    return {**papers, said["number"]: changed} if copies else papers


def scanned(papers: Papers, said: Mapping[str, Any]) -> Papers:
    """The originals once a scan of one was seen: pages may come one by one, as telephones take them."""
    found = find(papers, said["number"], said["copy"]) or {}
    pages = tuple(sorted({*found.get("pages", ()), *said["pages"]}))
    is_whole = said["by"] == "hand" or len(pages) >= said["of"]
    return marked(papers, said, pages=pages, scan=said["at"] if is_whole else found.get("scan", ""))


def missing(scans: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
    """The pages of what the last scan is of that neither it nor those before it have shown; () once a hand said it was seen.

    That is an original, or, of a document that has none, the document as it was issued then.
    """
    *earlier, last = scans
    same = [s for s in (*earlier, last) if all(s[key] == last[key] for key in ("number", "issue", "copy"))]
    seen = {page for scan in same for page in scan["pages"]}
    by_hand = any(scan["by"] == "hand" for scan in same)
    return () if by_hand else tuple(page for page in range(1, last["of"] + 1) if page not in seen)


def filed(papers: Papers, said: Mapping[str, Any]) -> Papers:
    """The originals once a paper stands on a shelf: it came in when it first did."""
    found = find(papers, said["number"], said["copy"])
    came = (found or {}).get("paper") or said["at"]
    return marked(papers, said, paper=came, shelf=said["shelf"])


def find(papers: Papers, number: str, copy: int) -> Mapping[str, Any] | None:
    """What is known of one original; None if there is none of that number and copy."""
    return next((c for c in papers.get(number, ()) if c["copy"] == copy), None)


def are_seen(papers: Papers, number: str, holders: tuple[str, ...], fact: str) -> bool:
    """Whether the fact (`scan` or `paper`) is known of every original of a document that the holders have."""
    theirs = [c for c in papers.get(number, ()) if c["holder"] in holders]
    return bool(theirs) and all(c[fact] for c in theirs)
