"""Whether a PDF may go out: looked at as a person would who holds it up against its template (documents.md 9)."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import pypdfium2
from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from casedrop.formats.pdf.fonts import fonts_of
from casedrop.formats.pdf.pages import PdfPage, dense, opened, pages_of, picture_of
from casedrop.formats.pdf.stamp import FONT
from casedrop.formats.qr import seen
from casedrop.formats.word.placeholder import placeholder
from casedrop.forms.form import Form
from casedrop.language import messages
from casedrop.language.problem import Place, Problem

DPI = 100
"""The resolution at which a code must be readable: a poor office scanner's."""
A4, A3 = (210.0, 297.0), (297.0, 420.0)
PAPERS = {"docx": (A4,), "xlsx": (A4, A3)}
"""The papers of a format's pages: a wide sheet may be made for A3 by its template, a letter never is."""

FACES = re.compile(
    r"(Liberation(Serif|Sans|Mono)|Noto(Serif|Sans)(Mono)?CJK|TimesNewRoman|Arial(?!Unicode)|CourierNew|N?SimSun|P?MingLiU|"
    r"MicrosoftYaHei|MicrosoftJhengHei)|Courier$"
)
"""The faces our documents name and those that stand in for them; any other was put in for want of these."""
BOXES, BOX_FACES = frozenset("☐☑☒"), re.compile(r"DejaVu|SegoeUISymbol|OpenSymbol")
"""Letters that are drawn from a symbol font, and those fonts."""

_WRONG = frozenset("\ufffd□")
_TAGS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_SIGNED = ("for_party_a", "for_party_b", "sign_hint", "sign_only", "signature", "name_and_title", "seal")
_INK = "000000"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a PDF must show: in which language, its document number, the text of the code on each page (none: no codes),
    and what must not be left in it: pointers, and the words of empty fields. `heads` are the words its signature blocks
    begin with, beside those every form has; `papers` the sizes its pages may have."""

    lang: str
    number: str = ""
    codes: tuple[str, ...] = ()
    pointers: frozenset[str] = frozenset()
    placeholders: frozenset[str] = frozenset()
    heads: tuple[str, ...] = ()
    papers: tuple[tuple[float, float], ...] = (A4,)


def expected(form: Form, lang: str, number: str, codes: Sequence[str] = (), heads: Sequence[str] = ()) -> Expected:
    """What the PDF of a form in a language must show."""
    fields = form.fields
    empty = frozenset(placeholder(f, lang) for f in fields)
    pointers = frozenset(f.pointer for f in fields)
    return Expected(lang, number, tuple(codes), pointers, empty, tuple(heads), PAPERS.get(form.format, (A4,)))


def preflight(pdf: bytes, expected: Expected) -> tuple[Problem, ...]:
    """Everything that speaks against sending a PDF out, page by page.

    Codes: `pdf.damaged`; `pdf.size`; `pdf.glyph` (args given); `pdf.font` (font, given), `pdf.embedding` (font); `pdf.pages`
    (given: the page field it should have); `pdf.signature`; `pdf.leftover` (given); `pdf.number` (given); `pdf.code`.
    """
    try:
        with opened(pdf) as document:
            shown = list(pages_of(document))
            texts = [[s.text for s in seen(picture_of(p, DPI))] for p in document] if expected.codes else []
        inside = [tuple(_inside(p, s.text)) for p, s in zip(PdfReader(io.BytesIO(pdf)).pages, shown, strict=True)]
    except (pypdfium2.PdfiumError, PyPdfError, ValueError, KeyError, OSError):
        return (Problem("pdf.damaged"),)
    faults = [replace(p, place=_page(n)) for n, problems in enumerate(inside, 1) for p in problems]
    for number, page in enumerate(shown, 1):
        rules = (rule(page, number, len(shown), expected) for rule in _RULES)
        faults += [replace(p, place=_page(number)) for problems in rules for p in problems]
    faults += [Problem("pdf.code", _page(n)) for n in _unread(texts, expected.codes)]
    return tuple(p for at, p in enumerate(faults) if p not in faults[:at])


def _page(number: int) -> Place:
    return Place("page", {"page": number})


def _inside(page: PageObject, text: str) -> Iterator[Problem]:
    """Letters drawn as an empty box, and fonts that the file lacks; Courier of our own stamp every viewer has.

    Programs name all fonts on every page: only letters of the page's own text count.
    """
    for font in fonts_of(page):
        there = (letter for letter in font.missing if letter in text)
        yield from (Problem("pdf.glyph", args={"given": _named(letter)}) for letter in there)
        if not font.embedded and font.place != FONT:
            yield Problem("pdf.embedding", args={"font": font.face})


def _size(page: PdfPage, _number: int, _total: int, expected: Expected) -> Iterator[Problem]:
    """A page that is not of a paper its document may have, upright or across (to a millimetre)."""
    sides = sorted((page.wide, page.high))
    if not any(all(abs(s - w) <= 1 for s, w in zip(sides, paper, strict=True)) for paper in expected.papers):
        yield Problem("pdf.size", args={"given": f"{page.wide:.0f} × {page.high:.0f} mm"})


def _letters(page: PdfPage, _number: int, _total: int, _expected: Expected) -> Iterator[Problem]:
    """Letters that say they are missing, and letters of a face none of our documents names."""
    for run in page.runs:
        yield from (Problem("pdf.glyph", args={"given": _named(letter)}) for letter in run.text if letter in _WRONG)
    strange: dict[str, str] = {}
    for run in page.runs:
        odd = "".join(c for c in run.text if not _may_be_of(c, run.font))
        strange[run.font] = strange.get(run.font, "") + odd
    yield from (Problem("pdf.font", args={"font": f, "given": _some(odd)}) for f, odd in strange.items() if odd)


def _may_be_of(letter: str, face: str) -> bool:
    """Whether a letter may be drawn from a face."""
    return letter.isspace() or bool(FACES.match(face)) or (letter in BOXES and bool(BOX_FACES.match(face)))


def _page_field(page: PdfPage, number: int, total: int, expected: Expected) -> Iterator[Problem]:
    """A page that does not say which page of how many it is; a sheet of Excel may say it in figures alone, and a page that is
    all there is need not say it, but says nothing else."""
    before, between, after = (messages.phrase(f"paper.page_{part}", expected.lang) for part in _FIELD)
    wanted, said = f"{before}{number}{between}{total}{after}", dense(page.text)
    field = re.escape(dense(before)) + r"\d+" + re.escape(dense(between)) + r"\d+"
    if total == 1 and not re.search(field, said):
        return
    if dense(wanted) not in said and f"{number}/{total}" not in page.text.split():
        yield Problem("pdf.pages", args={"given": wanted})


def _signature(page: PdfPage, number: int, _total: int, expected: Expected) -> Iterator[Problem]:
    """A page after the first whose body begins with a signature block, or in the middle of one."""
    first = next((dense(line) for line in page.body.splitlines() if line.strip()), "")
    heads = [dense(messages.phrase(f"paper.{key}", expected.lang)) for key in _SIGNED] + [*map(dense, expected.heads)]
    if number > 1 and first.startswith(tuple(heads)):
        yield Problem("pdf.signature")


def _leftover(page: PdfPage, _number: int, _total: int, expected: Expected) -> Iterator[Problem]:
    """Marks of the template language, pointers, and what empty fields show on screen: those words, not in black."""
    left = [match.group() for match in _TAGS.finditer(page.text)]
    left += [word for word in page.text.split() if word in expected.pointers]
    left += [run.text for run in page.runs if run.colour != _INK and run.text.strip() in expected.placeholders]
    yield from (Problem("pdf.leftover", args={"given": given}) for given in left)


def _number(page: PdfPage, _number: int, _total: int, expected: Expected) -> Iterator[Problem]:
    """A page that does not bear its document's number."""
    if dense(expected.number) not in dense(page.text):
        yield Problem("pdf.number", args={"given": expected.number})


def _unread(texts: Sequence[Sequence[str]], codes: Sequence[str]) -> Iterator[int]:
    """The pages on which exactly the code they should bear could not be read."""
    if codes:
        pairs = zip_longest(texts, codes, fillvalue=None)
        yield from (n for n, (there, wanted) in enumerate(pairs, 1) if not there or wanted not in there)


def _named(letter: str) -> str:
    """A letter that may not be printable, by its number: `U+E123`."""
    return " ".join(f"U+{ord(c):04X}" for c in letter)


def _some(letters: str) -> str:
    """The first few different letters."""
    return "".join(dict.fromkeys(letters))[:8]


_FIELD = ("before", "between", "after")
_RULES: tuple[Callable[[PdfPage, int, int, Expected], Iterator[Problem]], ...] = (
    _size,
    _letters,
    _page_field,
    _signature,
    _leftover,
    _number,
)
