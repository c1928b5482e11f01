"""The share of a field made the text of its answer: hints taken off, what plainly continues joined, anything else asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casedrop.formats.word.placeholder import Placeholders
from casedrop.formats.word.reading.share import Share
from casedrop.forms.form import Field
from casedrop.language.problem import Json

_CORRECTION = re.compile(r"[←-⇿➔-➾⟵-⟿⤀-⥿]|->|=>|>>|<-|≠")
_OPEN = frozenset({"text", "lines"})


@dataclass(frozen=True, slots=True)
class Question:
    """Why a share is no answer yet: a problem's code and what its sentence needs."""

    code: str
    args: dict[str, Json]


def answer(share: Share, field: Field, hints: Placeholders) -> str | Question:
    """What a share says for its field, "" for nothing."""
    if share.stray:
        return Question("field.together", {"given": "  ".join([*_seen(share, field, hints), *share.stray])})
    inside = "" if share.span and share.span.blank else share.inside
    if hints.holds(field.pointer, inside):
        return _without(share, "", field, hints)
    if not share.before and not share.behind and inside and not inside.isspace():
        return _untorn(share, field, hints)
    return _without(share, inside, field, hints)


def _seen(share: Share, field: Field, hints: Placeholders) -> list[str]:
    """What stands in a field's own control."""
    inside = share.inside.strip()
    return [inside] if inside and not hints.holds(field.pointer, inside) else []


def _without(share: Share, inside: str, field: Field, hints: Placeholders) -> str | Question:
    """A share's text, the whole hint off it; `inside` is "" where the control shows nothing but a hint."""
    before, behind = share.before, share.behind
    if not inside.strip():
        if share.inside.strip() and before.strip() and behind.strip():
            return Question("text.beside", {"given": before.strip(), "beside": behind.strip()})
        return _cleared(before + behind, field, hints)
    whole = before + inside + behind
    if (before + behind).strip() and not hints.holds(field.pointer, whole) and not _continues(share, field):
        return Question("text.beside", {"given": inside.strip(), "beside": " ".join(f"{before} {behind}".split())})
    return _cleared(whole, field, hints)


def _cleared(text: str, field: Field, hints: Placeholders) -> str | Question:
    """A text without the hint in it; in doubt where only some of the hint is left."""
    return "" if hints.holds(field.pointer, text) else _rest(text, field, hints)


def _untorn(share: Share, field: Field, hints: Placeholders) -> str | Question:
    """What stands in a control alone, without the hint in it, be it around what was typed."""
    runs = share.runs
    typed = hints.typed_into(field.pointer, runs) if len(runs) > 2 else None
    return _rest(share.inside, field, hints) if typed is None else typed


def _rest(text: str, field: Field, hints: Placeholders) -> str | Question:
    """A text that is no hint, without the hint in it."""
    rest = hints.cleared(field.pointer, text)
    if rest is None:
        return Question("hint.left", {"given": text.strip()})
    return rest


def _continues(share: Share, field: Field) -> bool:
    """Whether what stands beside a filled control plainly goes on with it."""
    before, behind = share.before, share.behind
    if _CORRECTION.search(before + behind) and not (share.loose and field.kind in _OPEN):
        return False
    edges = (before[len(before.rstrip()) :] if before.strip() else "") + (
        behind[: len(behind) - len(behind.lstrip())] if behind.strip() else ""
    )
    if field.kind == "lines":
        return True
    if "\n" in edges or "\n" in (before + behind).strip():
        return False
    return field.kind in _OPEN or share.loose or not edges
