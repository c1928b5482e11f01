"""Words of forms cut into pieces of three letters: by these an index finds them in every script, with blanks or without."""

from __future__ import annotations

from collections.abc import Callable, Sequence

LETTERS = 3


def of_text(reader: str, words: str) -> str:
    """What SQLite's index holds of words (folded) and of the role that sent them: pieces with blanks between.

    What was put in by this is taken out by this: if it is ever to give other pieces, the index must be made anew.
    """
    return " ".join((_of_reader(reader), *_pieces(words)))


def match(words: str, readers: Sequence[str] | None) -> str:
    """The question for SQLite's index: every piece of these words (two letters at least), sent by one of the readers (None: by
    anybody)."""
    pieces = _question(words, _quoted, " AND ", "*")
    if readers is None:
        return pieces
    senders = " OR ".join(_quoted(_of_reader(reader)) for reader in readers)
    return f"({senders}) AND {pieces}"


def tsquery(words: str) -> str:
    """The question for PostgreSQL's index: every piece of these words (two letters at least)."""
    return _question(words, _literal, " & ", ":*")


def _question(words: str, written: Callable[[str], str], also: str, begins: str) -> str:
    if len(words) < LETTERS:
        return f"{written(words)}{begins}"
    whole = range(len(words) - LETTERS + 1)
    return also.join(dict.fromkeys(written(words[at : at + LETTERS]) for at in whole))


def _pieces(words: str) -> list[str]:
    """A piece from each letter on but the last; that before the last gives a piece of two."""
    return [words[at : at + LETTERS] for at in range(len(words) - 1)]


def _of_reader(reader: str) -> str:
    """A piece that no words have: they are folded, and so without ends of lines where they are looked for."""
    return f"\n{reader.encode().hex()}"


def _quoted(piece: str) -> str:
    return '"' + piece.replace('"', '""') + '"'


def _literal(piece: str) -> str:
    return "'" + piece.replace("\\", "\\\\").replace("'", "''") + "'"
