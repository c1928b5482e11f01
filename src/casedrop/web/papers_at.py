"""Originals as the register shows them, a line each, in words; and the one that a scanner's code or a typed number means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from casedrop.forms import page_code
from casedrop.store.papers import Paper
from casedrop.web import words
from casedrop.web.visit import Visit

LONG = 30
"""Days after which an original that is out is out for long."""
FULL = 60
"""Days at which the bar of an original that is out is full."""
_NAMED = re.compile(r"(.+?)\s*[:：#]\s*([0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class PaperLine:
    """An original in words: `where` it is, since when (`since`, and `days` of one that is out), what else is told (`note`), and
    what its form sends for it (`pick`)."""

    of: Paper
    title: str
    customer: str
    where: str
    note: str
    since: str
    days: int
    pick: str

    @property
    def is_long(self) -> bool:
        """Whether it is out for long."""
        return self.of.state == "out" and self.days >= LONG

    @property
    def share(self) -> int:
        """How long it is out, in hundredths of a full bar."""
        return min(100, round(100 * self.days / FULL))


def line_of(visit: Visit, paper: Paper) -> PaperLine:
    """An original in the reader's words."""
    told, days = paper.line, (words.today(visit) - date.fromisoformat(paper.since)).days
    there = {"office": visit.say("reg_office"), "shelf": visit.say("reg_shelf", shelf=words.shown(told["shelf"]))}
    return PaperLine(
        of=paper,
        title=visit.form(told["form"]),
        customer=words.shown(told["customer"]),
        where=there.get(paper.state) or words.shown(told["to"] or told["holder"]),
        note=_note(visit, paper),
        since=words.day(visit, paper.since),
        days=max(days, 0),
        pick=pick_of(paper),
    )


def pick_of(paper: Paper) -> str:
    """What a form sends for an original: which, and how often something was written down of it when the page was made."""
    return f"{paper.number}:{paper.copy}:{paper.line['n']}"


def picked(pick: str) -> tuple[str, int, int] | None:
    """Number, copy and how often something was written down, of what a form sent; None of anything else."""
    number, _, rest = pick.rpartition(":")
    number, _, copy = number.rpartition(":")
    is_right = number and re.fullmatch(r"[0-9]{1,4}", copy) and re.fullmatch(r"[0-9]{1,6}", rest)
    return (number, int(copy), int(rest)) if is_right else None


def meant(visit: Visit, code: str) -> list[Paper] | str:
    """The originals that a scanned code or a typed number means; else the key of the sentence why there is none."""
    read = page_code.parse(code.strip())
    if read:
        copy = int(read.copy.split("/")[0]) if read.copy else 0
        found = _found(visit, read.number, copy)
        return [one for one in found if one.line["issue"] == read.issue] or ("reg_older" if found else "reg_unknown")
    typed = _NAMED.fullmatch(code.strip())
    number, copy = (typed[1], int(typed[2])) if typed else (code.strip(), 0)
    return _found(visit, number, copy) or _found(visit, number.upper(), copy) or "reg_unknown"


def _found(visit: Visit, number: str, copy: int) -> list[Paper]:
    return [one for one in visit.room.ledger.papers_of(number) if copy in (0, one.copy)]


def _note(visit: Visit, paper: Paper) -> str:
    dunned, by = paper.line["dunned"], words.shown(paper.line["by"])
    said = [by] if by else []
    if dunned and paper.state == "out":
        said.append(visit.say("reg_dunned", n=len(dunned), at=words.day(visit, dunned[-1])))
    return " · ".join(said)
