"""Reading: what a document says, field by field, however the people and programs that had it have treated it."""

from __future__ import annotations

from lxml import etree

from casedrop.formats import properties, zips
from casedrop.formats.word.reading.pages import pages_of, remarks
from casedrop.formats.word.reading.reader import Reader
from casedrop.formats.word.survey import layout
from casedrop.forms.form import Form
from casedrop.forms.reading import Reading
from casedrop.language.problem import Problem


def read(data: bytes, form: Form, lang: str, template: bytes) -> Reading:
    """What a document says, for all fields whether they could be written or not; what cannot be opened is a Problem.

    A field is known by tag, bookmark, alias, then the template's geometry; rows by the table they stand in. Whatever stands
    in a field's place is its own, printed there by the template, or asked about; so is text that belongs to no field. Raises
    only for a template that cannot be opened. Problems: those of `words.read`, `choice.two`, `field.twice`, `field.missing`
    (a required field of the template that is nowhere), `field.together`, `text.beside`, `hint.left`,
    `text.nowhere`, `wording.changed`, `file.damaged`. Told: `noted.tracked`, `cell.note`.
    """
    plan = layout(template, form, lang)
    try:
        parts = zips.read_parts(data)
        pages, notices = pages_of(parts, form, lang)
        notices = (*notices, *remarks(parts))
    except (zips.UnreadableError, etree.XMLSyntaxError, KeyError):
        return Reading(form.id, lang, problems=(Problem("file.damaged"),))
    reader = Reader(form, lang, plan, pages)
    reader.read()
    return Reading(
        form.id,
        lang,
        properties.stamp(parts),
        reader.answers,
        reader.found,
        tuple(reader.problems),
        notices=(*notices, *reader.notices),
        printed=tuple(reader.printed()),
        currencies=reader.currencies,
    )


def warm(template: bytes, form: Form, lang: str, *documents: bytes) -> None:
    """Work out once what every reading of a form in a language needs, so that processes begun from this one share it: of its
    template, and of documents of it that have been issued. Raises zips.UnreadableError for a template that cannot be opened."""
    for data in (template, *documents):
        read(data, form, lang, template)
