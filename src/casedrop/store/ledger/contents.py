"""The words of what came into each case: written when it changes, gone through by whoever looks for some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import Connection, bindparam, delete, select

from casedrop.store import schema
from casedrop.store.ledger.rows import insertion

_t = schema.content.c
_DROP = cache(lambda: delete(schema.content).where(_t.case_id == bindparam("its")))


def put(connection: Connection, case_id: str, words: Mapping[str, str]) -> None:
    """Write down the words (folded) of a case, by the role that sent them, in the place of those it had."""
    connection.execute(_DROP(), {"its": case_id})
    if words:
        new = [{"case_id": case_id, "reader": reader, "words": text} for reader, text in words.items()]
        connection.execute(insertion(schema.content), new)


def containing(connection: Connection, words: str, readers: Sequence[str] | None, most: int) -> list[str]:
    """The cases, `most` of them at most, in which what one of the readers sent (None: anybody) has these words (folded)."""
    query = select(_t.case_id).where(_t.words.contains(words, autoescape=True)).distinct()
    query = query if readers is None else query.where(_t.reader.in_(readers))
    return list(connection.execute(query.limit(most)).scalars())
