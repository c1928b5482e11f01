"""What a part of a Word file says: paragraph by paragraph, deleted and hidden text told apart."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.formats.word.grid import Places
from casedrop.formats.word.identity import split
from casedrop.formats.word.prepare import fields
from casedrop.formats.word.xml import Element, P, R, T, is_on, q, write
from casedrop.formats.word.xml import parse as parsed
from casedrop.forms.reading import Piece
from casedrop.language.problem import Place

_DELETED = (q("w:del"), q("w:moveFrom"))
_DEL_TEXT, _CODE = q("w:delText"), q("w:instrText")
_EDGES = ("word/header", "word/footer")


def of_story(root: Element, name: str) -> Iterator[Piece]:
    """The pieces of a body, header, footer, comments or notes: of each paragraph what it shows, what was deleted in it, what is
    hidden in it, and all of it together; and the names of its fields."""
    root = parsed(write(root))
    places = Places(root)
    for paragraph in root.iter(P):
        place = _place(places, paragraph, name)
        texts = [(t, t.text or "") for t in paragraph.iter(T, _DEL_TEXT, _CODE)]
        yield Piece(place, "".join(text for t, text in texts if _is_shown(t)))
        for kind, is_such in (("deleted", _is_deleted), ("hidden", _is_hidden)):
            yield Piece(Place(kind), "".join(text for t, text in texts if is_such(t)))
    for sdt, tag in fields(root):
        identity = split(tag)
        yield Piece(_place(places, sdt, name), identity.pointer if identity else tag, "name")


def _place(places: Places, element: Element, name: str) -> Place:
    if name.startswith("word/comments"):
        return Place("comment")
    return Place("header") if name.startswith(_EDGES) else places.place(element)


def _is_deleted(text: Element) -> bool:
    return text.tag == _DEL_TEXT or next(text.iterancestors(*_DELETED), None) is not None


def _is_hidden(text: Element) -> bool:
    run = next(text.iterancestors(R), None)
    return text.tag == _CODE or (run is not None and is_on(run, "w:rPr/w:vanish"))


def _is_shown(text: Element) -> bool:
    return not _is_deleted(text) and not _is_hidden(text)
