"""Documents as each reader gets them: those of a flow, brought out by the desk's own road for a case that is invented."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from casedrop.desk.authoring.invented_case import InventedCase, Planned
from casedrop.desk.authoring.measuring import on_pages
from casedrop.desk.authoring.preview import pictured, written
from casedrop.desk.libreoffice.convert import ConversionFailed, Failure, NoConverter
from casedrop.desk.rendering import print as printing
from casedrop.desk.rendering.render import Unfit, form_of, render
from casedrop.desk.room import Room
from casedrop.documents.document import Document
from casedrop.flows.flow import Flow
from casedrop.formats.pdf.contact_sheets import overview
from casedrop.formats.registry import printable
from casedrop.language.problem import Problem
from casedrop.store import files

Paper = tuple[bytes, str]
"""What is converted: bytes and a name."""


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """One paper of a flow in a language: the `place` of its document among the flow's (from 1), stage, form, its readers, which
    copy of how many it is (0: it has none), its file, its PDF, and what is wrong with them."""

    place: int
    stage: str
    form: str
    to: tuple[str, ...]
    lang: str
    copy: int = 0
    of: int = 0
    name: str = ""
    pdf: bytes | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def stem(self) -> str:
        """What the names of its files begin with: place, stage, form, reader, copy."""
        copy = f".{self.copy}-of-{self.of}" if self.copy else ""
        return f"{self.place:02d}-{self.stage}.{self.form}.{'+'.join(self.to)}{copy}"


def papers_of(room: Room, flow: Flow, lang: str) -> list[IssuedPaper]:
    """Every paper that a case of a flow would bring out in a language, in their order; all converted in one call.

    Without LibreOffice none has a PDF, and each says so.
    """
    filled = [_filled(room, planned) for planned in _different(InventedCase(room, flow, lang).documents())]
    known = _converted(room, [source for one in filled for source in one.sources])
    return [paper for n, one in enumerate(filled, 1) for paper in _papers(room, one, n, known)]


def write(papers: Sequence[IssuedPaper], folder: Path, flow: Flow, *, pictures_only: bool, sheet: bool) -> list[Path]:
    """The files written into a folder: the PDFs, a picture for each page with all languages beside each other; or with `sheet`
    one picture a language of the whole flow instead, its papers in their order."""
    files.make_dir(folder)
    ready = [(paper, paper.pdf) for paper in papers if paper.pdf]
    if sheet:
        langs = dict.fromkeys(paper.lang for paper, _ in ready)
        return [written(folder / f"{flow.id}.{lang}.png", _overview(ready, lang)) for lang in langs]
    paths = [] if pictures_only else [written(folder / f"{one.stem}.{one.lang}.pdf", pdf) for one, pdf in ready]
    for stem in dict.fromkeys(paper.stem for paper, _ in ready):
        paths += pictured(folder, stem, {paper.lang: pdf for paper, pdf in ready if paper.stem == stem})
    return paths


def _overview(ready: Sequence[tuple[IssuedPaper, bytes]], lang: str) -> bytes:
    return overview([(paper.stem, pdf) for paper, pdf in ready if paper.lang == lang])


def _different(planned: Iterable[Planned]) -> list[Planned]:
    """The documents, each once: those that say the same to several readers, or once more at a later stage, are one with all its
    readers."""
    found: dict[str, Planned] = {}
    for one in planned:
        key = _key(one)
        last = found.get(key, one)
        readers = tuple(dict.fromkeys((*last.issue.to, *one.issue.to)))
        found[key] = replace(last, issue=replace(last.issue, to=readers))
    return list(found.values())


def _key(planned: Planned) -> str:
    """What documents have in common that say the same."""
    made, issue = planned.made, planned.issue
    said = [made.answers, made.final, len(made.prints)] if made else [planned.stage.id]
    return json.dumps([issue.form, issue.part, issue.pdf, said], sort_keys=True, default=str)


@dataclass(frozen=True, slots=True)
class _Filled:
    """A document with its file and what is converted for each of its papers, or what keeps it from being made."""

    planned: Planned
    data: bytes = b""
    sources: tuple[Paper, ...] = ()
    problems: tuple[Problem, ...] = ()


def _filled(room: Room, planned: Planned) -> _Filled:
    """A document filled."""
    made = planned.made
    if made is None:
        return _Filled(planned, problems=(planned.problem,) if planned.problem else ())
    try:
        data = render(room, made)
        sources = printing.sources(room, made, data) or [(printable(data, form_of(room, made).format), made.name)]
        return _Filled(planned, data, tuple(sources))
    except Unfit as unfit:
        return _Filled(planned, problems=unfit.problems)
    except Exception as error:
        told = Problem("desk.unprintable", args={"message": f"{type(error).__name__}: {error}"})
        return _Filled(planned, problems=(told,))


def _converted(room: Room, sources: Sequence[Paper]) -> dict[bytes, bytes | Failure] | None:
    """What each source was converted to; None without LibreOffice."""
    try:
        return dict(zip((data for data, _ in sources), room.convert(sources), strict=True))
    except NoConverter:
        return None


def _papers(room: Room, one: _Filled, place: int, known: dict[bytes, bytes | Failure] | None) -> Iterator[IssuedPaper]:
    """The papers of a document: one for each original, else one."""
    issue, made = one.planned.issue, one.planned.made
    lang = made.lang if made else ""
    paper = IssuedPaper(place, one.planned.stage.id, issue.form, issue.to, lang, problems=one.problems)
    if made is None or not one.sources:
        yield paper
        return
    paper = replace(paper, name=made.name)
    if known is None:
        yield replace(paper, problems=(Problem("doctor.soffice"),))
        return
    pdfs, problems = _pdfs(room, one, made, known)
    for n, pdf in enumerate(pdfs):
        which = made.prints[n] if made.prints else None
        advice = on_pages(form_of(room, made), lang, made.answers, one.data, pdf) if pdf else ()
        copy, of, name = (which.copy, which.of, which.name) if which else (0, 0, made.name)
        yield replace(paper, copy=copy, of=of, name=name, pdf=pdf, problems=(*problems, *advice))


def _pdfs(
    room: Room, one: _Filled, made: Document, known: dict[bytes, bytes | Failure]
) -> tuple[list[bytes | None], tuple[Problem, ...]]:
    """The PDFs of a document as they would go out, with their codes; where they must not go out, as LibreOffice made them, and
    why."""
    raw = [known[data] for data, _ in one.sources]
    plain = [pdf if isinstance(pdf, bytes) else None for pdf in raw]
    if not made.prints:
        return plain, () if all(plain) else (Problem("pdf.none"),)
    ready = replace(room, convert=lambda papers: [known[data] for data, _ in papers])
    try:
        return [*printing.printed(ready, made, one.data)], ()
    except Unfit as unfit:
        return plain, unfit.problems
    except ConversionFailed:
        return plain, (Problem("pdf.none"),)
