"""What is known of who signed a file: never more than its signatures themselves prove. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from casedrop.language.problem import Json, Place, Problem

INTACT, CHANGED, BROKEN, UNCHECKED = "intact", "changed", "broken", "unchecked"
"""States of a digital signature: what it signed stands as it was; more was added behind it; what it signed is no longer what
stands there; nothing can be told."""
FORMS, NOTES, OTHER = "forms", "notes", "other"
"""What was added behind a signature: answers in fields, notes, anything else."""
EXTRA, ODD = "extra", "odd"
"""Why a signature could not be checked: what checks it is not installed; it is made in a way that is not known here."""


PRESENT, ABSENT, UNCLEAR = "present", "absent", "unclear"
"""Whether there is ink in a place to sign: there is, there is none, or nobody can tell from this picture."""


@dataclass(frozen=True, slots=True)
class InkSeen:
    """What stands in one place to sign on a scan: on which page of its document, how far `down` it in millimetres, whose place
    the words in it say it is, and whether a red `seal` and a `hand` are there. It is ink, and no proof of whose.

    `seals`: a seal belongs there; `hands`: a signature does.
    """

    page: int
    down: int
    seals: bool
    hands: bool
    seal: str
    hand: str


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """One digital signature in a PDF: its `state`, the name in the signer's certificate, the moment `at` which it was made (ISO
    8601, "": it says none), and whether that is `stamped` by a time authority that is trusted, or only claimed.

    `trusted`: the certificate leads to one of the office's roots. `expired`: at that moment it was not valid. `why` says what
    was added to a changed one, or why one was not checked.
    """

    state: str
    signer: str = ""
    at: str = ""
    stamped: bool = False
    trusted: bool = False
    expired: bool = False
    why: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether all that can be known without asking anybody speaks for it."""
        return self.state == INTACT and self.trusted and not self.expired


@dataclass(frozen=True, slots=True)
class Proofs:
    """What is known of who signed a file: its digital `signatures`, the `ink` in its places to sign (None: not looked for), and
    the role that `vouched` for it, having looked at the paper itself ("": none)."""

    signatures: tuple[DigitalSignature, ...] = ()
    ink: tuple[InkSeen, ...] | None = None
    vouched: str = ""


NONE = Proofs()


def told(signatures: Sequence[DigitalSignature]) -> tuple[Problem, ...]:
    """What is said of the digital signatures in a file, each in its order (args signer, at): what became of it, `sign.unknown`
    and `sign.expired`."""
    return tuple(problem for one in signatures for problem in _lines(one))


def summary(one: DigitalSignature) -> Problem:
    """The line that says what became of a signature: `sign.intact`, `sign.stamped`, `sign.changed-forms`, `sign.broken`,
    `sign.unchecked-extra` and so on."""
    if one.state == INTACT:
        return Problem("sign.stamped" if one.stamped else "sign.intact", args=_args(one))
    return Problem("-".join(filter(None, (f"sign.{one.state}", one.why))), args=_args(one))


def _lines(one: DigitalSignature) -> Iterator[Problem]:
    yield summary(one)
    if one.state in (INTACT, CHANGED) and not one.trusted:
        yield Problem("sign.unknown", args=_args(one))
    if one.state in (INTACT, CHANGED) and one.expired:
        yield Problem("sign.expired", args=_args(one))


def _args(one: DigitalSignature) -> dict[str, Json]:
    at = datetime.fromisoformat(one.at).astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") if one.at else "–"
    return {"signer": one.signer or "–", "at": at}


def told_of_ink(ink: Sequence[InkSeen]) -> tuple[Problem, ...]:
    """What a scan's places to sign show, each in a line: `ink.seal`, `ink.hand`, `ink.both`, `ink.none`, `ink.unclear`."""
    return tuple(Problem(f"ink.{_shown(one)}", Place("page", {"page": one.page, "down": one.down})) for one in ink)


def _shown(one: InkSeen) -> str:
    if UNCLEAR in (one.seal, one.hand):
        return UNCLEAR
    shown = {(PRESENT, PRESENT): "both", (PRESENT, ABSENT): "seal", (ABSENT, PRESENT): "hand"}
    return shown.get((one.seal, one.hand), "none")
