"""Sentences that stand one behind the other: each ends where it ends, with the mark of its script, once (W32)."""

from __future__ import annotations

from collections.abc import Iterable

from casedrop.language.wording import phrase

_ENDS = ".!?…。！？"
_CLOSERS = "”’\"'」』)）]】"


def joined(pieces: Iterable[str], lang: str) -> str:
    """The pieces that say something, one behind the other; where several do, each is ended. One alone stays as it is: it may be
    no sentence but a name or a number."""
    said = [piece.strip() for piece in pieces if piece.strip()]
    if len(said) < 2:
        return "".join(said)
    return phrase("marks.space", lang).join(ended(piece, lang) for piece in said)


def ended(sentence: str, lang: str) -> str:
    """The sentence with a full stop of the language behind it, unless it has ended."""
    is_ended = sentence.rstrip(_CLOSERS)[-1:] in _ENDS or sentence[-1:] in _ENDS
    return sentence if is_ended else sentence.rstrip(" ,;:，；：、") + phrase("marks.stop", lang)
