"""Words and numbers that are broken over two lines, for a column has no room for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from casedrop.formats.pdf.measures.body import Body
from casedrop.formats.pdf.measures.laid import MM, Box, Line
from casedrop.formats.pdf.measures.places import at
from casedrop.formats.pdf.measures.told import Told
from casedrop.language.problem import Problem

_TURN = 2.2
"""The next line of a paragraph is no further down than so many heights of its letters."""
_MARKS = "([{“”\"'‘’«»)]}.,;:!?…*。，、；：（）《》「」"


def broken(pages: Sequence[Body], told: Told) -> Iterator[Problem]:
    """`page.number` and `page.word` for each number and each word that is whole in the document's file and in two pieces on its
    page (args given). Addresses of mail and web may break behind their signs."""
    for body in pages:
        for line, beneath in _turns(body):
            first, second = line.text.split()[-1:], beneath.text.split()[:1]
            if not first or not second or "@" in first[0] + second[0] or "//" in first[0]:
                continue
            for code, pieces, known in (("page.number", _figures, told.figures), ("page.word", _letters, told.words)):
                given = _joined(line.text, beneath.text, pieces, known)
                if given:
                    yield Problem(code, at(body, line.box.bottom), args={"given": given})
                    break


def _turns(body: Body) -> Iterator[tuple[Line, Line]]:
    """Every line that is followed by the next line of its paragraph, with that."""
    for line in body.lines:
        near = (one for one in body.lines if _is_next(line, one))
        beneath = min(near, key=lambda one: one.base, default=None)
        if beneath is not None and not any(_parts(rule, line, beneath) for rule in body.page.across):
            yield line, beneath


def _parts(rule: Box, line: Line, beneath: Line) -> bool:
    """Whether a rule stands between two lines."""
    return line.base < rule.top < beneath.base and rule.beside(line.box) > 0


def _is_next(line: Line, other: Line) -> bool:
    """Whether a line may be the next of the same paragraph."""
    down = other.base - line.base
    return (
        0.5 < down < _TURN * line.size / MM
        and abs(other.size - line.size) < 0.6
        and other.box.beside(line.box) > 0.3 * min(line.box.wide, other.box.wide)
    )


Pieces = Callable[[str, str], tuple[str, str]]


def _joined(upper: str, lower: str, pieces: Pieces, known: Collection[str]) -> str:
    """What the end of one line and the beginning of the next are together, if the file knows it and not both of them; else ""."""
    first, second = pieces(upper, lower)
    whole = first + second
    if not first.strip() or not second.strip() or whole.strip() not in known:
        return ""
    return "" if first.strip() in known and second.strip() in known else whole.strip()


def _letters(upper: str, lower: str) -> tuple[str, str]:
    """The letters at the end of one line, and those at the beginning of the next."""
    first, second = _tail(upper, str.isalpha), _tail(lower[::-1], str.isalpha)[::-1]
    return first, second


def _figures(upper: str, lower: str) -> tuple[str, str]:
    """The number or code at the end of one line, a blank behind it if it has one, and at the beginning of the next."""
    first = _tail(upper, _in_number) if upper[-1:] != " " else _tail(upper.rstrip(), _in_group) + " "
    whole = _in_group if upper[-1:] == " " else _in_number
    second = _tail(lower.strip()[::-1], whole)[::-1].rstrip(_MARKS + " ")
    return first.lstrip(_MARKS + " ") if first.strip() else "", second


def _tail(text: str, is_part: Callable[[str], bool]) -> str:
    """The last letters of a text that are parts of a piece."""
    at = len(text)
    while at and is_part(text[at - 1]):
        at -= 1
    return text[at:]


def _in_number(letter: str) -> bool:
    return letter in "‑Đđ.,:/-" or (letter.isascii() and letter.isalnum())


def _in_group(letter: str) -> bool:
    return letter.isdigit() or letter == " "
