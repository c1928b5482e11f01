"""Documents as bytes: the same document gives the same bytes, whenever it is made."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from casedrop.desk.rendering.redaction import leaking
from casedrop.desk.room import Room
from casedrop.documents.document import Document
from casedrop.formats.kept import Kept, keeping
from casedrop.formats.late import Late
from casedrop.formats.registry import FORMATS
from casedrop.forms.form import Facts, Form
from casedrop.forms.reading import Piece
from casedrop.forms.redaction import leaked
from casedrop.forms.stamp import Stamp, write
from casedrop.language.problem import Answers, Place, Problem

if TYPE_CHECKING:
    from casedrop.formats import content
else:
    content = Late("casedrop.formats.content")


class Unfit(Exception):  # noqa: N818
    """A document's file that must not go out, or cannot be made; `problems` say why, page by page."""

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        super().__init__(name)
        self.problems = tuple(problems)


class Leaking(Unfit):
    """A reduced document in which something was found that its readers must not see."""


def template_of(room: Room, made: Document) -> bytes:
    """The template a document is filled into, as it is in the release that issues it, under the letterhead of today."""
    form = form_of(room, made)
    own = room.releases.template(made.release, form, made.lang) or room.workspace.template(form, made.lang)
    return room.workspace.headed(own, form.format)


def render(room: Room, made: Document) -> bytes:
    """The document's bytes. Only the part it is issued for can be filled in; nothing, in a document that does not come
    back, or that nobody fills in any more.
    """
    form = form_of(room, made)
    writable = form.writable(made.part) if form.returns and not made.final else frozenset()
    template = template_of(room, made)
    line = write(made.stamp, room.key)
    said = json.dumps([made.lang, made.answers, made.facts, sorted(writable), line], sort_keys=True)
    with _noted(room, form, made.lang):
        data = _filled(_Filling(id(form), template, said, form, made, writable, line))
    refuse_leaks(room, made, data, form.format)
    return data


@dataclass(frozen=True)
class _Filling:
    """What a document is filled with; the same, if form, template and all that is written are the same."""

    whose: int
    template: bytes
    said: str
    form: Form = field(compare=False)
    made: Document = field(compare=False)
    writable: frozenset[str] = field(compare=False)
    line: str = field(compare=False)


@lru_cache(maxsize=32)
def _filled(one: _Filling) -> bytes:
    """The bytes of a document, remembered: it is filled when a drop is judged, and again when it is brought out."""
    fill_in, made = FORMATS[one.form.format].fill, one.made
    return fill_in(
        one.template, one.form, made.lang, made.answers, writable=one.writable, stamp=one.line, facts=made.facts
    )


def refuse_leaks(room: Room, made: Document, data: bytes, kind: str) -> None:
    """Raise Leaking (`view.leaks`) if a file made of a document holds what the document hides."""
    if not made.hidden:
        return
    form, template = form_of(room, made), template_of(room, made)
    there = [*content.pieces(data, kind), Piece(Place(), made.name)]
    found = leaking(form, template, made.lang, made.answers, made.facts, (made.hidden, there))
    if found:
        raise Leaking(made.name, [leaked("view.leaks", form, leak, file=made.name) for leak in found])


def form_of(room: Room, made: Document) -> Form:
    """A document's form, as it is in the release that issues it."""
    return room.releases.form(made.release, made.form) or room.form(made.form)


def fill(
    room: Room,
    form: Form,
    lang: str,
    answers: Answers,
    writable: frozenset[str],
    stamp: Stamp,
    facts: Facts,
) -> bytes:
    """A form filled with answers, as the workspace has it now."""
    template = room.workspace.headed(room.workspace.template(form, lang), form.format)
    line = write(stamp, room.key)
    with _noted(room, form, lang):
        return FORMATS[form.format].fill(template, form, lang, answers, writable=writable, stamp=line, facts=facts)


@contextlib.contextmanager
def _noted(room: Room, form: Form, lang: str) -> Iterator[None]:
    """A context in which the template's file is noted on whatever is raised, so that the keeper is told where to look, and
    compiled templates are kept with the workspace's state."""
    try:
        with keeping(Kept(room.workspace.settings.state / "compiled", room.key)):
            yield
    except Exception as error:
        path = room.workspace.template_path(form, lang)
        error.add_note(path.relative_to(room.workspace.root).as_posix())
        raise
