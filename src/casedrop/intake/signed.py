"""Whether a drop is signed as its case wants it: taken, given back, or asked of the role that can look at the paper (0103)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from casedrop.cases.admission import Drop
from casedrop.cases.situation import Situation
from casedrop.flows.flow import Enclosing, Item
from casedrop.forms.signing import (
    ABSENT,
    BROKEN,
    CHANGED,
    PRESENT,
    UNCLEAR,
    DigitalSignature,
    InkSeen,
    Proofs,
    told_of_ink,
)
from casedrop.intake import wording
from casedrop.intake.verdict import AsksSigned, RefusedByCase
from casedrop.language.problem import Place, Problem

ADVICE, DIGITAL, SEAL = "advice", "digital", "seal"
_LONG = 8
"""Letters of the word that answers a question."""


def asked(
    situation: Situation, drop: Drop, item: Item | Enclosing | None, stage: str = ""
) -> AsksSigned | RefusedByCase | None:
    """What keeps a drop from being taken as signed: that it is not, or the question whether it is; None if nothing does, or
    `vouched` says that it was answered."""
    wanted = item.signed if item else ()
    if not wanted or ADVICE in wanted or vouched(situation, drop, item):
        return None
    found = {way: _found(way, drop.proofs) for way in wanted}
    if PRESENT in found.values():
        return None
    if UNCLEAR not in found.values():
        lacks = tuple(problem for way in wanted for problem in _lacks(way, drop.proofs))
        return RefusedByCase(drop.lang, lacks, situation.case, drop, stage)
    role = _asked_of(situation, drop, item)
    folder = situation.book.inbox(role) if role else "inbox"
    answer = answer_of(drop.sha256, role)
    problem = Problem("sign.asked", args={"folder": folder, "answer": answer})
    return AsksSigned(drop.lang, (problem,), situation.case, drop, role, answer)


def with_vouched(situation: Situation, drop: Drop, item: Item | Enclosing | None) -> Drop:
    """The drop, with the role that vouched for its being signed."""
    is_so = bool(item and item.signed) and vouched(situation, drop, item)
    return replace(drop, proofs=replace(drop.proofs, vouched=drop.role or "")) if is_so else drop


def vouched(situation: Situation, drop: Drop, item: Item | Enclosing | None) -> bool:
    """Whether the role that is asked drops the very file it was asked about, with the answer in its name."""
    role = _asked_of(situation, drop, item)
    return role == drop.role and answer_of(drop.sha256, role) in drop.name


def answer_of(sha256: str, role: str | None) -> str:
    """The word by which a role vouches for a file: of these bytes and this role, so that no other name has it by chance."""
    return hashlib.sha256(f"signed {sha256} {role or ''}".encode()).hexdigest()[:_LONG].upper()


def notices(item: Item | Enclosing | None, proofs: Proofs) -> tuple[Problem, ...]:
    """What is told of the ink on a drop that is taken: only where its case wants to know."""
    return told_of_ink(proofs.ink or ()) if item and item.signed and not proofs.vouched else ()


def _asked_of(situation: Situation, drop: Drop, item: Item | Enclosing | None) -> str | None:
    return (item.role if item else None) or wording.named(situation) or drop.role


def _found(way: str, proofs: Proofs) -> str:
    if way == DIGITAL:
        return _digital(proofs.signatures)
    if proofs.ink is None:
        return UNCLEAR
    states = [state for _, state in _places(way, proofs.ink)]
    return ABSENT if ABSENT in states else UNCLEAR if UNCLEAR in states else PRESENT


def _digital(signatures: Sequence[DigitalSignature]) -> str:
    """Whether a file is digitally signed: each signature must be sound, one that is not lets it come back."""
    is_bad = any(one.state in (BROKEN, CHANGED) or one.expired for one in signatures)
    if is_bad or not signatures:
        return ABSENT
    return PRESENT if all(one.is_sound for one in signatures) else UNCLEAR


def _places(way: str, ink: Sequence[InkSeen]) -> Iterator[tuple[InkSeen, str]]:
    """The places where a seal, or a signature, belongs, each with whether it is there."""
    for one in ink:
        if one.seals if way == SEAL else one.hands:
            yield one, one.seal if way == SEAL else one.hand


def _lacks(way: str, proofs: Proofs) -> Iterator[Problem]:
    if way == DIGITAL:
        yield Problem("sign.no-digital")
        return
    for one, state in _places(way, proofs.ink or ()):
        if state == ABSENT:
            yield Problem(f"sign.no-{way}", Place("page", {"page": one.page, "down": one.down}))
