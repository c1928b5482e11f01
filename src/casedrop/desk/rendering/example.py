"""A document as the desk issues it, with invented answers: what readers prepare themselves with."""

from __future__ import annotations

from casedrop.desk.rendering.render import fill
from casedrop.desk.room import Room
from casedrop.documents.document import facts_of
from casedrop.forms.canonical import canonical
from casedrop.forms.pointers import flatten, pattern, unflatten
from casedrop.forms.samples import first_sample
from casedrop.forms.stamp import Stamp


def example(room: Room, form_id: str, lang: str) -> bytes:
    """A form filled as whoever opens a case fills it; raises FileNotFoundError for a form without a template, and whatever a
    broken one makes its library raise."""
    form = room.form(form_id)
    stamp, writable = Stamp(form.id, form.version, lang), form.writable("")
    said = {at: value for at, value in flatten(first_sample(form, lang)) if pattern(at) in writable}
    held, _ = canonical(unflatten(said), form)
    facts = facts_of(room.workspace.book, None, form, stamp, room.key, room.clock())
    return fill(room, form, lang, held, writable if form.returns else frozenset(), stamp, facts)
