"""Making: a converted document and the places of its open fields become a PDF form people fill in any viewer."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from casedrop import language
from casedrop.formats.pdf.form import appearance, fonts
from casedrop.formats.pdf.form.identity import CARRIER, STAMP
from casedrop.formats.pdf.form.letters import Faces, Ink, ink
from casedrop.formats.pdf.form.locate import PageSpot, spots, without_links
from casedrop.formats.pdf.form.objects import COMBO, HIDDEN, MULTILINE, PRINTED, RADIO, READ_ONLY, drawing, entries
from casedrop.formats.word.filling.blanks import Blank
from casedrop.forms.form import Field, Form
from casedrop.forms.pointers import flatten, pattern
from casedrop.language.problem import Json, Problem

_OFF = NameObject("/Off")
_CLAIMS = ("/Metadata", "/OutputIntents")
"""Where a PDF says that it is a PDF/A."""
_EMPTY = (("", " "),)
"""The first entry of a list: nothing is chosen."""


@dataclass(frozen=True)
class Made:
    """A PDF form, and what speaks against sending it out: `pdf.field` (label), `pdf.glyph` (given)."""

    data: bytes
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PdfForm:
    """What a PDF form is made of beside its pages: the form, the language, the answers, the pattern pointers its template
    has a place for, and the stamp."""

    form: Form
    lang: str
    answers: Mapping[str, Json]
    pointers: frozenset[str]
    stamp: str


def make(pdf: bytes, blanks: Sequence[Blank], paper: PdfForm, faces: Faces) -> Made:
    """The converted PDF of `blanks` as a form: a field for each blank, named by its pointer, that shows and holds its answer.

    The answers that are not open travel with it unseen, read only. Raises pypdf's PdfReadError, pypdfium2.PdfiumError,
    and OSError or fontTools.ttLib.TTLibError for a face that cannot be read.
    """
    answers = {p: _Answer.of(paper, p, v) for p, v in flatten(paper.answers) if pattern(p) in paper.pointers}
    kit = ink(faces, paper.lang, [one.text for one in answers.values()])
    places = spots(pdf, blanks)
    reader = PdfReader(io.BytesIO(pdf))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    maker = _Maker(writer, paper, kit, answers)
    for page in writer.pages:
        without_links(page)
    maker.carry(frozenset(blank.tag.partition("=")[0] for blank in blanks))
    maker.fields([(blank.tag, places[n]) for n, blank in enumerate(blanks) if n in places])
    maker.finish()
    out = io.BytesIO()
    writer.write(out)
    return Made(out.getvalue(), (*_unplaced(paper, blanks, places), *_unwritten(kit, answers)))


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer: the text people read, and the value a field holds."""

    text: str
    value: str

    @staticmethod
    def of(paper: PdfForm, pointer: str, value: Json) -> _Answer:
        field = paper.form.by_pointer[pattern(pointer)]
        text = language.show(value, field.kind, paper.lang, field.choices, money=field.money)
        return _Answer(text, str(value) if field.kind == "choice" else text)


def _unplaced(paper: PdfForm, blanks: Sequence[Blank], places: Mapping[int, PageSpot]) -> Iterator[Problem]:
    """The fields whose place the PDF does not tell."""
    for n, blank in enumerate(blanks):
        if n not in places:
            pointer = blank.tag.partition("=")[0]
            yield Problem("pdf.field", pointer=pointer, args={"label": paper.form.label(pattern(pointer), paper.lang)})


def _unwritten(kit: Ink, answers: Mapping[str, _Answer]) -> Iterator[Problem]:
    """The letters of answers that no font has."""
    for pointer, one in answers.items():
        yield from (Problem("pdf.glyph", pointer=pointer, args={"given": letter}) for letter in kit.lacking(one.text))


class _Maker:
    """One PDF form being made."""

    def __init__(self, writer: PdfWriter, paper: PdfForm, kit: Ink, answers: Mapping[str, _Answer]) -> None:
        self.writer, self.paper, self.ink, self.answers = writer, paper, kit, answers
        self.fonts = {name: fonts.add(writer, font) for name, font in kit.fonts.items()}
        self.roots = ArrayObject()
        self.parents: dict[str, tuple[IndirectObject, ArrayObject]] = {}

    def carry(self, open_: frozenset[str]) -> None:
        """Put the stamp and the answers that are not open into the file, unseen."""
        carried = {CARRIER: self.paper.stamp} | {p: one.value for p, one in self.answers.items() if p not in open_}
        for name, value in carried.items():
            flags = {"Ff": READ_ONLY, "F": HIDDEN, "Rect": [0, 0, 0, 0]}
            self._widget(0, entries(FT=NameObject("/Tx"), T=name, V=value, DA=self._style(0), **flags), is_root=True)

    def fields(self, there: Sequence[tuple[str, PageSpot]]) -> None:
        """Put the open fields in, in the order of the document: a field of one widget is the widget itself."""
        several = Counter(tag.partition("=")[0] for tag, _ in there)
        for tag, spot in there:
            name, _, option = tag.partition("=")
            field = self.paper.form.by_pointer[pattern(name)]
            shown = self._box(name, option, spot) if option else self._shown(name, field, spot)
            if several[name] == 1 and not option:
                shown.update(self._about(name, field, spot))
                self._widget(spot.page, shown, is_root=True)
                continue
            parent, kids = self._parent(name, field, spot, option)
            shown[NameObject("/Parent")] = parent
            kids.append(self._widget(spot.page, shown))

    def finish(self) -> None:
        """Name the fields and the stamp in the file's own tables; a form is no PDF/A, which may hold nothing unseen
        (ISO 19005-2, 6.3.2), and does not say that it is."""
        for claim in _CLAIMS:
            self.writer.root_object.pop(NameObject(claim), None)
        resources = DictionaryObject({NameObject("/Font"): self._fonts()})
        form = entries(Fields=self.roots, DR=resources, DA=self._style(appearance.SIZE))
        self.writer.root_object[NameObject("/AcroForm")] = self.writer._add_object(form)
        self.writer.add_metadata({STAMP: self.paper.stamp})

    def _parent(self, name: str, field: Field, spot: PageSpot, option: str) -> tuple[IndirectObject, ArrayObject]:
        """The field of several widgets, made with the first of them, and the list of these."""
        if name not in self.parents:
            about = self._boxes(name, field) if option else self._about(name, field, spot)
            kids = ArrayObject()
            about[NameObject("/Kids")] = kids
            self.parents[name] = self.writer._add_object(about), kids
            self.roots.append(self.parents[name][0])
        return self.parents[name]

    def _about(self, name: str, field: Field, spot: PageSpot) -> DictionaryObject:
        """What a field of text or a list is: its name, label, kind and value."""
        is_list, lines = field.kind == "choice", self._takes_lines(field, spot)
        choices = (*_EMPTY, *((key, texts.get(self.paper.lang, key)) for key, texts in field.choices.items()))
        return entries(
            FT=NameObject("/Ch" if is_list else "/Tx"),
            T=name,
            TU=self._label(field),
            Ff=COMBO if is_list else MULTILINE * lines,
            DA=self._style(0 if lines else appearance.SIZE),
            Opt=[list(pair) for pair in choices] if is_list else None,
            V=self.answers[name].value if name in self.answers else None,
        )

    def _boxes(self, name: str, field: Field) -> DictionaryObject:
        """What a choice drawn as boxes is; a lone box is ticked or not."""
        kind = RADIO if len(field.choices) > 1 else 0
        chosen = NameObject(f"/{self.answers[name].value}") if name in self.answers else _OFF
        return entries(FT=NameObject("/Btn"), T=name, TU=self._label(field), Ff=kind, V=chosen)

    def _shown(self, name: str, field: Field, spot: PageSpot) -> DictionaryObject:
        """The widget of a text or list, with the drawing of its answer."""
        text = self.answers[name].text if name in self.answers else ""
        content = appearance.written(self.ink, text, spot.wide, spot.high, lines=self._takes_lines(field, spot))
        drawn = drawing(self.writer, content, spot.wide, spot.high, self._fonts())
        return entries(F=PRINTED, Rect=list(spot.box), AP=entries(N=drawn))

    def _box(self, name: str, option: str, spot: PageSpot) -> DictionaryObject:
        """The widget of one box of a choice: its drawings, and which of them is shown."""
        on = NameObject(f"/{option}")
        drawn = {on: appearance.ticked(spot.wide, spot.high), _OFF: b""}
        states = DictionaryObject({k: drawing(self.writer, c, spot.wide, spot.high) for k, c in drawn.items()})
        state = on if name in self.answers and self.answers[name].value == option else _OFF
        return entries(F=PRINTED, Rect=list(spot.box), AP=entries(N=states), AS=state, MK=entries(CA="4"))

    def _widget(self, page: int, shown: DictionaryObject, *, is_root: bool = False) -> IndirectObject:
        """The reference of a widget, once it is on its page; a field of one widget is the widget itself."""
        here = self.writer.pages[page]
        shown.update(entries(Type=NameObject("/Annot"), Subtype=NameObject("/Widget"), P=here.indirect_reference))
        made = self.writer._add_object(shown)
        annotations = here["/Annots"]
        assert isinstance(annotations, ArrayObject)  # noqa: S101 - `without_links` put it there
        annotations.append(made)
        if is_root:
            self.roots.append(made)
        return made

    def _fonts(self) -> DictionaryObject:
        return DictionaryObject({NameObject(name): made for name, made in self.fonts.items()})

    def _style(self, size: float) -> str:
        """How what is typed looks; size 0 lets the viewer choose one at which it fits."""
        return f"{self.ink.typed} {size:g} Tf 0 g"

    def _label(self, field: Field) -> str:
        return str(field.labels.get(self.paper.lang, "")) + ("*" if field.required else "")

    @staticmethod
    def _takes_lines(field: Field, spot: PageSpot) -> bool:
        """Whether a field takes lines: one asked for several, or a text with room for two."""
        return field.kind == "lines" or (field.kind == "text" and appearance.holds_lines(spot.high))
