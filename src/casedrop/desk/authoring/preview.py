"""Forms as they would be printed, in every language, without any case: for those who make and restyle templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from casedrop.desk.authoring.measuring import on_pages, on_template
from casedrop.desk.libreoffice.convert import Failure, NoConverter
from casedrop.desk.rendering.fill import as_file
from casedrop.desk.room import Room
from casedrop.formats.pdf.contact_sheets import contact_sheets
from casedrop.formats.pdf.inspect import expected
from casedrop.formats.registry import printable
from casedrop.forms.canonical import canonical
from casedrop.forms.form import Form
from casedrop.forms.longest import longest_answers
from casedrop.language.problem import Answers, Json, Place, Problem
from casedrop.store import files
from casedrop.workspace import samples

SAMPLE, BLANK, LONGEST = "sample", "blank", "longest"
"""What a form is shown with: the answers of its sample, none, or the longest that it may hold."""

BY_LENGTH = frozenset({"page.thin", "page.line"})
"""What depends on how long a document happens to be: nothing is told of it where that is invented."""

Step = Callable[[int], None]
"""Is told how many documents more are done."""


@dataclass(frozen=True, slots=True)
class PreviewedForm:
    """One form in one language, with what it is filled: the Word or Excel file, its PDF, and what is wrong with them."""

    form: Form
    lang: str
    hand: str
    file: bytes | None = None
    pdf: bytes | None = None
    problems: tuple[Problem, ...] = ()
    answers: Answers = field(default_factory=dict)

    @property
    def stem(self) -> str:
        """What the names of its pictures begin with."""
        return self.form.id if self.hand == SAMPLE else f"{self.form.id}.{self.hand}"


def views(
    room: Room, forms: Sequence[Form], langs: Sequence[str], hands: Sequence[str], step: Step
) -> list[PreviewedForm]:
    """Every form, with its sample or blank, in every language; those of one form and hand are converted in one call.

    Without LibreOffice none has a PDF, and each says so.
    """
    found: list[PreviewedForm] = []
    for form in forms:
        for hand in hands:
            made = [view(room, form, lang, hand) for lang in langs]
            found += printed(room, made)
            step(len(made))
    return found


def view(room: Room, form: Form, lang: str, hand: str) -> PreviewedForm:
    """A form filled with its sample, nothing or the longest values; a sample that is not there and a template that fails are
    problems."""
    answers, problems = _answers(room, form, lang, hand)
    shown = PreviewedForm(form, lang, hand, problems=problems, answers=answers)
    try:
        return replace(shown, file=as_file(room, form, lang, "", answers, specimen(form, hand)))
    except FileNotFoundError:
        return replace(shown, problems=(*problems, Problem("template.missing")))
    except Exception as error:
        told = Problem("desk.unprintable", args={"message": f"{type(error).__name__}: {error}"})
        return replace(shown, problems=(*problems, told))


def specimen(form: Form, hand: str) -> str:
    """A number no document has, so that what is filled shows the code issued ones bear; none for a blank form."""
    return "" if hand == BLANK else f"{form.code}-0000-0000"


def printed(room: Room, made: Sequence[PreviewedForm]) -> list[PreviewedForm]:
    """The views with their PDFs, each looked at like one that is to go out, and its pages measured."""
    ready = [v for v in made if v.file is not None]
    try:
        pdfs = iter(room.convert([(printable(v.file or b"", v.form.format), f"x.{v.form.format}") for v in ready]))
    except NoConverter:
        return [replace(v, problems=(*v.problems, Problem("doctor.soffice"))) for v in made]
    return [_looked_at(room, v, next(pdfs)) if v.file is not None else v for v in made]


def write(made: Sequence[PreviewedForm], folder: Path, *, pictures_only: bool = False) -> list[Path]:
    """The files written into a folder: the PDFs, and a picture for each page with all languages beside each other; where
    there is no PDF, the Word or Excel file itself. A form's pictures of an earlier time go."""
    files.make_dir(folder)
    paths = [] if pictures_only else [written(folder / name, data) for name, data in _papers(made)]
    for stem, several in groupby(made, key=lambda v: v.stem):
        paths += pictured(folder, stem, {v.lang: v.pdf for v in several if v.pdf})
    return paths


def pictured(folder: Path, stem: str, pdfs: Mapping[str, bytes]) -> list[Path]:
    """The pictures written into a folder of a paper in several languages, one a page; those of an earlier time go."""
    for old in _pictures(folder, stem):
        old.unlink()
    pages = contact_sheets(pdfs) if pdfs else []
    return [written(folder / f"{stem}.{n}.png", png) for n, png in enumerate(pages, 1)]


def _answers(room: Room, form: Form, lang: str, hand: str) -> tuple[Json, tuple[Problem, ...]]:
    """What a form is filled with, and what is wrong with it; no sample is shown that no file can hold."""
    if hand != SAMPLE:
        return (canonical(longest_answers(form, lang), form)[0] if hand == LONGEST else {}), ()
    said = samples.as_own(room.workspace, form, lang)
    here = Place("file", {"file": f"forms/{form.flow}/{form.id}.sample.{lang}.json"})
    if not said:
        return {}, (Problem("sample.missing", here),)
    answers, problems = canonical(said, form)
    return ({}, problems) if problems else (answers, ())


def _looked_at(room: Room, one: PreviewedForm, pdf: bytes | Failure) -> PreviewedForm:
    """A view with its PDF, or why there is none."""
    if isinstance(pdf, Failure):
        return replace(one, problems=(*one.problems, Problem("pdf.none")))
    wrong = room.inspect(pdf, expected(one.form, one.lang, specimen(one.form, one.hand)))
    advice = on_pages(one.form, one.lang, one.answers, one.file or b"", pdf)
    advice = tuple(p for p in advice if one.hand != LONGEST or p.code not in BY_LENGTH)
    if one.hand == SAMPLE:
        advice += on_template(room.workspace.template(one.form, one.lang), one.form, one.file or b"")
    return replace(one, pdf=pdf, problems=(*one.problems, *wrong, *advice))


def _papers(made: Sequence[PreviewedForm]) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each PDF, or of the file there is in its place."""
    for one in made:
        if one.pdf:
            yield f"{one.stem}.{one.lang}.pdf", one.pdf
        elif one.file:
            yield f"{one.stem}.{one.lang}.{one.form.format}", one.file


def _pictures(folder: Path, stem: str) -> list[Path]:
    """The pictures of a form that lie in a folder."""
    return [p for p in folder.glob(f"{stem}.*.png") if p.name.removeprefix(f"{stem}.").split(".")[0].isdigit()]


def written(path: Path, data: bytes) -> Path:
    """The path, at which the data now stand."""
    files.replace(path, data)
    return path
