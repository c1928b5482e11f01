"""In which language somebody reads: as chosen once, else as the browser asks, else as the office writes."""

from __future__ import annotations

from casedrop.language.problem import LANGS

TRADITIONAL = ("hant", "tw", "hk", "mo")


def language(chosen: str, accepts: str, otherwise: str) -> str:
    """The language of a page: the one `chosen`, the first of those a browser `accepts` (RFC 9110) that we write, or another."""
    if chosen in LANGS:
        return chosen
    known = (
        ours for _, tag in sorted(map(_weighed, accepts.split(",")), key=lambda one: -one[0]) if (ours := _ours(tag))
    )
    return next(known, otherwise)


def _weighed(part: str) -> tuple[float, str]:
    tag, _, weight = part.strip().partition(";q=")
    try:
        return (float(weight) if weight else 1.0), tag
    except ValueError:
        return 0.0, tag


def _ours(tag: str) -> str:
    """Our name of a browser's language; "" for one we do not write."""
    head, *rest = tag.casefold().split("-")
    if head == "zh":
        return "zh-Hant" if any(part in TRADITIONAL for part in rest) else "zh-Hans"
    return head if head in LANGS else ""
