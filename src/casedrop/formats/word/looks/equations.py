"""Equations (`m:oMath`) written on one line, as people type them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casedrop.formats.word.xml import Element

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
EQUATION = f"{{{M}}}oMath"

UP = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
DOWN = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))


def moved(text: str, raised: int) -> str:
    """A text raised (1) or lowered (-1), as characters that are so by themselves; those that have none stay as they are."""
    letters = UP if raised > 0 else DOWN
    return "".join(letters.get(c, c) for c in text)


def is_structured(equation: Element) -> bool:
    """Whether an equation is more than letters in a row."""
    return any(_name(part) in _SHAPES or _name(part) in _UNKNOWN for part in equation.iter())


def on_a_line(element: Element) -> str:
    """What an equation says on one line: `10⁶`, `(a)/(b)`, `√(x)`."""
    name = _name(element)
    if name == "t":
        return element.text or ""
    parts = {_name(child): on_a_line(child) for child in element}
    if name in _SHAPES:
        return _SHAPES[name](parts)
    return "".join(on_a_line(child) for child in element if not _name(child).endswith("Pr"))


def _power(parts: Mapping[str, str]) -> str:
    up = parts.get("sup", "")
    shown = moved(up, 1)
    return parts.get("e", "") + _index(parts) + (shown if all(c in UP for c in up) else f"^({up})")


def _indexed(parts: Mapping[str, str]) -> str:
    return parts.get("e", "") + _index(parts)


def _index(parts: Mapping[str, str]) -> str:
    down = parts.get("sub", "")
    return moved(down, -1) if all(c in DOWN for c in down) else f"_({down})"


_SHAPES: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "sSup": _power,
    "sSubSup": _power,
    "sSub": _indexed,
    "f": lambda parts: f"({parts.get('num', '')})/({parts.get('den', '')})",
    "rad": lambda parts: f"√({parts.get('e', '')})",
}
_UNKNOWN = frozenset(
    ("m", "nary", "eqArr", "limLow", "limUpp", "sPre", "acc", "bar", "groupChr", "borderBox", "func", "d")
)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
