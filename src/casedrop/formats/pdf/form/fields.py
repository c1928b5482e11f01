"""The fields of a PDF as any program may have left them: names, values, places (ISO 32000-1, 12.7); nothing in it is trusted."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from casedrop.formats.pdf.form.identity import CARRIER
from casedrop.formats.pdf.unlocked import unlocked

MOST, DEEPEST = 20_000, 16
"""No more fields are looked at, and none that lie deeper in others."""
_OFF = "/Off"
_DIRECT = -1
"""In place of a number: an object that stands where it is used."""


@dataclass(frozen=True, slots=True)
class PdfField:
    """One field: its full name, its kind (`/Tx`, `/Ch`, `/Btn`, `/Sig`, or "" if it says none), its value as text, and the
    number of the page (from 1) of its first widget, 0 if it is on none."""

    name: str
    kind: str
    value: str
    page: int = 0


@dataclass(frozen=True)
class Fields:
    """What a file's form holds; `scripts`: it would run programs; `xfa`: it is one of another kind besides or instead;
    `portfolio`: its papers are files within it."""

    held: tuple[PdfField, ...] = ()
    scripts: bool = False
    xfa: bool = False
    portfolio: bool = False

    @property
    def is_ours(self) -> bool:
        """Whether any of its names is one we give."""
        return any(one.name == CARRIER or one.name.startswith("/") for one in self.held)

    @property
    def stamp(self) -> str:
        """What the field says that carries the stamp; "" if there is none."""
        return next((one.value for one in self.held if one.name == CARRIER), "")


def fields(reader: PdfReader) -> Fields:
    """The form of an opened PDF; raises one of `unlocked.BROKEN`."""
    root = reader.root_object
    form, portfolio = as_entries(root.get("/AcroForm")), "/Collection" in root
    if form is None:
        return Fields(portfolio=portfolio)
    there = _Walk(_pages(reader)).below(_as_list(form.get("/Fields")), "", {}, 0)
    held = [one for _, one in zip(range(MOST), there, strict=False)]
    return Fields(tuple(held), _has_scripts(root), "/XFA" in form, portfolio)


def opened(data: bytes) -> PdfReader:
    """The PDF opened, whether or not it is locked against changing; raises one of `unlocked.BROKEN`."""
    return PdfReader(io.BytesIO(unlocked(data)))


class _Walk:
    """One walk through the fields; an object is looked at once, wherever else it hangs."""

    def __init__(self, pages: Mapping[int, int]) -> None:
        self.pages, self.seen = pages, set[int]()

    def below(
        self, kids: Sequence[object], above: str, inherited: Mapping[str, object], depth: int
    ) -> Iterator[PdfField]:
        """The fields among some and below them; what one does not say itself it has of the one above."""
        for kid in kids if depth < DEEPEST else ():
            field = as_entries(kid)
            if field is None or _number(kid) in self.seen:
                continue
            self.seen |= {_number(kid)} - {_DIRECT}
            name = ".".join(part for part in (above, _text(field.get("/T"))) if part)
            own = {**inherited, **{key: field[key] for key in ("/FT", "/V") if key in field}}
            inner = _as_list(field.get("/Kids"))
            if any("/T" in about for each in inner if (about := as_entries(each)) is not None):
                yield from self.below(inner, name, own, depth + 1)
            elif name:
                widgets = inner or [kid]
                page = next((self.pages[n] for w in widgets if (n := _number(w)) in self.pages), 0)
                yield PdfField(name, str(own.get("/FT", "")), _value(own, widgets), page)


def _value(own: Mapping[str, object], widgets: list[object]) -> str:
    """A field's value: text, the choice of a list, or the state of the box that is on."""
    value = own["/V"].get_object() if own.get("/V") is not None and hasattr(own["/V"], "get_object") else own.get("/V")
    if str(own.get("/FT", "")) != "/Btn":
        first = value[0] if isinstance(value, ArrayObject) and value else value
        return "" if isinstance(first, ArrayObject | DictionaryObject) and not _is_stream(first) else _text(first)
    states = [
        str(value or _OFF),
        *(str(about.get("/AS", _OFF)) for w in widgets if (about := as_entries(w)) is not None),
    ]
    return next((state.removeprefix("/") for state in states if state not in (_OFF, "Off", "")), "")


def _text(value: object) -> str:
    """A value as text, its line ends line feeds; a stream holds what is too long for a string."""
    here = value.get_object() if hasattr(value, "get_object") else value
    if here is None:
        return ""
    if isinstance(here, StreamObject):
        here = here.get_data()
    text = _decoded(here) if isinstance(here, bytes) else str(here)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return data.decode("utf-16", "replace")
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def _is_stream(value: object) -> bool:
    return isinstance(value, StreamObject)


def _pages(reader: PdfReader) -> dict[int, int]:
    """The page, from 1, of every annotation by its object's number."""
    pages: dict[int, int] = {}
    for at, page in enumerate(reader.pages, 1):
        pages |= {_number(each): at for each in _as_list(page.get("/Annots"))}
    return pages


def _number(reference: object) -> int:
    return int(getattr(reference, "idnum", _DIRECT))


def as_entries(value: object) -> DictionaryObject | None:
    """The dictionary that a value or a reference is; None for anything else."""
    here = value.get_object() if hasattr(value, "get_object") else value
    return here if isinstance(here, DictionaryObject) else None


def _as_list(value: object) -> list[object]:
    here = value.get_object() if hasattr(value, "get_object") else value
    return list(here) if isinstance(here, ArrayObject) else []


def _has_scripts(root: DictionaryObject) -> bool:
    """Whether opening the file, or a part of it, would run a program."""
    names = as_entries(root.get("/Names"))
    action = as_entries(root.get("/OpenAction"))
    is_script = action is not None and action.get("/S") == "/JavaScript"
    return is_script or "/AA" in root or (names is not None and "/JavaScript" in names)
