"""Numbers by the placeholders of a section: digits, groups, percents, thousands, fractions, exponents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from casedrop.formats.excel.number_format.tokens import FormatCodeError, Section, Token

DIGITS = 9
"""Figures of a fraction's lower half at the most."""


@dataclass(frozen=True, slots=True)
class Marks:
    """How a language parts thousands and marks the point."""

    thousands: str = ","
    point: str = "."


def show_figures(number: Decimal, section: Section, marks: Marks) -> str:
    """The digits of a number that is not negative, among the literals of a section; raises FormatCodeError."""
    tokens = list(section.tokens)
    number *= 100 ** sum(t.kind == "mark" and t.text == "%" for t in tokens)
    if any(t == Token("mark", "/") for t in tokens) and section.has("digit"):
        return _fraction(number, tokens)
    at = next((i for i, t in enumerate(tokens) if t.kind == "exponent"), None)
    if at is not None:
        return _exponent(number, tokens, at, marks)
    return _decimal(number, tokens, marks)


def _decimal(number: Decimal, tokens: Sequence[Token], marks: Marks) -> str:
    number, tokens, is_grouped = _scaled(number, tokens)
    whole, fraction = _halves(tokens)
    places = sum(t.kind == "digit" for t in fraction)
    text = format(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f")
    before, _, behind = text.partition(".")
    shown = _whole(before, whole, marks.thousands if is_grouped else "")
    has_point = len(whole) < len(tokens)
    return shown + marks.point + _places(behind, fraction) if has_point else shown


def _halves(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """What stands before the point, and behind it."""
    at = next((i for i, t in enumerate(tokens) if t == Token("mark", ".")), len(tokens))
    return tokens[:at], tokens[at + 1 :]


def _scaled(number: Decimal, tokens: Sequence[Token]) -> tuple[Decimal, list[Token], bool]:
    """The number by the thousands that commas behind the last digit or before the point take away; the tokens without
    commas that only say so; whether it is grouped."""
    digits = [i for i, t in enumerate(tokens) if t.kind == "digit"]
    point = len(_halves(tokens)[0])
    before = [i for i in digits if i < point]
    commas = [i for i, t in enumerate(tokens) if t == Token("mark", ",")]
    scaling = [i for end in {*before[-1:], *digits[-1:]} for i in _run(commas, end)]
    grouping = [i for i in commas if before and before[0] < i < before[-1]]
    kept = [t for i, t in enumerate(tokens) if i not in {*scaling, *grouping}]
    return number / 1000 ** len(scaling), kept, bool(grouping)


def _run(commas: Sequence[int], end: int) -> list[int]:
    """The commas that follow a place, one right behind the other."""
    behind = [i for i in commas if i > end]
    return [i for n, i in enumerate(behind) if i == end + 1 + n]


def _whole(digits: str, tokens: Sequence[Token], thousands: str) -> str:
    """The digits before the point put into their places, from the right; the first place takes all that are left."""
    figures = list(digits if digits != "0" else "")
    places = [i for i, t in enumerate(tokens) if t.kind == "digit"]
    pieces, count = list[str](), 0
    for i in reversed(range(len(tokens))):
        if tokens[i].kind != "digit":
            pieces.append(tokens[i].text)
            continue
        while True:
            figure = figures.pop() if figures else {"0": "0", "?": " "}.get(tokens[i].text, "")
            if figure and count and count % 3 == 0 and thousands:
                pieces.append(thousands if figure != " " else " ")
            pieces.append(figure)
            count += bool(figure)
            if not (figures and i == places[0]):
                break
    return "".join(reversed(pieces))


def _places(digits: str, tokens: Sequence[Token]) -> str:
    """The digits behind the point put into their places; needless zeros are left off as the places say."""
    figures, shown = digits, list[str]()
    for token in tokens:
        if token.kind != "digit":
            shown.append(token.text)
            continue
        rest, figures = figures, figures[1:]
        is_needless = not rest.strip("0")
        shown.append({"#": "", "?": " "}.get(token.text, rest[:1]) if is_needless else rest[:1])
    return "".join(shown)


def _exponent(number: Decimal, tokens: Sequence[Token], at: int, marks: Marks) -> str:
    mantissa, power = list(tokens[:at]), tokens[at + 1 :]
    width = max(sum(t.kind == "digit" for t in _halves(mantissa)[0]), 1)
    exponent = number.adjusted() - number.adjusted() % width if number else 0
    if width == 1 and number:
        exponent = number.adjusted()
    places = sum(t.kind == "digit" for t in _halves(mantissa)[1])
    scaled = number.scaleb(-exponent).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if scaled >= 10**width:
        scaled, exponent = scaled.scaleb(-width), exponent + width
    sign = "-" if exponent < 0 else "+" if tokens[at].text.endswith("+") else ""
    return _decimal(scaled, mantissa, marks) + "E" + sign + _whole(str(abs(exponent)), power, "")


def _fraction(number: Decimal, tokens: Sequence[Token]) -> str:
    """A number as whole and fraction: `1 1/2`; the blanks that keep room are one or none."""
    at = next(i for i, t in enumerate(tokens) if t == Token("mark", "/"))
    below = "".join(t.text for t in tokens[at + 1 :] if t.kind in ("digit", "literal"))
    above = _run_before(tokens, at)
    if not above:
        raise FormatCodeError("fraction")
    has_whole = any(t.kind == "digit" for t in tokens[: above[0]])
    whole = int(number) if has_whole else 0
    top, bottom = _ratio(number - whole, below.strip())
    if has_whole and top == bottom:
        whole, top = whole + 1, 0
    part = f"{top}/{bottom}" if top or not has_whole else ""
    return " ".join(text for text in (str(whole) if whole or not part else "", part) if text)


def _run_before(tokens: Sequence[Token], at: int) -> list[int]:
    """The places of the digits that stand right before a place."""
    run = list[int]()
    for i in reversed(range(at)):
        if tokens[i].kind != "digit":
            break
        run.insert(0, i)
    return run


def _ratio(number: Decimal, below: str) -> tuple[int, int]:
    """The fraction nearest to a number: of a bottom that is given, or of as many figures as there is room for."""
    if below.isdigit() and int(below):
        bottom = int(below)
        return int((number * bottom).quantize(Decimal(1), ROUND_HALF_UP)), bottom
    if not below or set(below) - set("0#?"):
        raise FormatCodeError("fraction")
    near = Fraction(number).limit_denominator(10 ** min(len(below), DIGITS) - 1)
    return near.numerator, near.denominator
