"""The words of what came into each case: written when it changes, found by an index that the database keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, column, delete, func, literal_column, select, table

from casedrop.store import schema
from casedrop.store.ledger import grams
from casedrop.store.ledger.rows import insertion

_t = schema.content.c
_index = table("content_index", column("rowid"))
_INDEX: ColumnElement[str] = literal_column("content_index")
_DROP = cache(lambda: delete(schema.content).where(_t.case_id == bindparam("its")))
_THERE = cache(lambda: select(_t.reader, _t.words).where(_t.case_id == bindparam("its")))


def put(connection: Connection, case_id: str, words: Mapping[str, str]) -> None:
    """Write down the words (folded) of a case, by the role that sent them, in the place of those it had."""
    there = connection.execute(_THERE(), {"its": case_id})
    if {one.reader: one.words for one in there} == words:
        return
    connection.execute(_DROP(), {"its": case_id})
    if words:
        new = [{"case_id": case_id, "reader": reader, "words": text} for reader, text in words.items()]
        connection.execute(insertion(schema.content), new)


def containing(connection: Connection, words: str, readers: Sequence[str] | None, most: int) -> list[str]:
    """The cases, `most` of them at most, in which what one of the readers sent (None: anybody) has these words (folded, two
    letters at least)."""
    if "\0" in words or (readers is not None and not readers):  # no database takes a zero in a question
        return []
    query = _indexed(connection, words, readers).where(_t.words.contains(words, autoescape=True))
    query = query if readers is None else query.where(_t.reader.in_(readers))
    return list(connection.execute(query.limit(most)).scalars())


def _indexed(connection: Connection, words: str, readers: Sequence[str] | None) -> Select[Any]:
    """The cases of the rows that the index finds; pieces of the words may stand there apart from each other."""
    query = select(_t.case_id).distinct()
    if connection.dialect.name == "sqlite":
        asked = _INDEX.op("MATCH")(grams.match(words, readers))
        return query.select_from(_index).join(schema.content, _t.id == _index.c.rowid).where(asked)
    return query.where(func.content_grams(_t.words).op("@@")(func.tsquery(grams.tsquery(words))))
