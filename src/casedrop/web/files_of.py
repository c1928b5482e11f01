"""The files of a case's folder in the archive that somebody may see: what came in and what went out, by number."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casedrop.cases.case import Case
from casedrop.cases.events import Event, Issued, Undone, kept_drop
from casedrop.web.visit import Visit


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file of a case: its number in the archive and its name; of which form (its id, "" for none), of which document (`number`,
    "" for none), whether it went out, to whom it went or who dropped it (`readers`), its place in the case's life, and the
    number of the PDF that shows it (0: there is none)."""

    n: int
    name: str
    form: str
    number: str
    is_out: bool
    readers: tuple[str, ...]
    order: int
    shown_by: int = 0

    @property
    def kind(self) -> str:
        """What kind of file it is, by its name: `DOCX`, `PDF`."""
        return self.name.rsplit(".", 1)[1].upper()[:5] if "." in self.name else "–"


def visible(visit: Visit, events: Iterable[Event]) -> list[CaseFile]:
    """The files of a case that a visitor may see, the newest first: all, or those that went to or came from his roles."""
    return [one for one in _files(events) if visit.sees_all or set(one.readers) & set(visit.roles)][::-1]


def there(visit: Visit, case: Case) -> frozenset[int]:
    """The numbers of the files that the case's folder in the archive has by now."""
    folder = visit.room.archive.root / visit.room.folder(case.place)
    names = os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208 - names alone
    heads = (name.split("-", 1)[0] for name in names)
    return frozenset(int(head) for head in heads if head.isdigit())


def _files(events: Iterable[Event]) -> Iterator[CaseFile]:
    for order, event in enumerate(events):
        drop = kept_drop(event)
        if isinstance(event, Undone):
            continue
        if drop is not None and drop.file:
            from_ = (drop.role,) if drop.role else ()
            yield CaseFile(
                drop.file, drop.name, getattr(drop, "form", ""), "", False, from_, order, _itself(drop.file, drop.name)
            )
        if isinstance(event, Issued):
            readers = tuple(one for one in (event.to, *event.also) if one)
            first = event.first_file + 1 if event.prints else 0
            yield CaseFile(event.first_file, event.name, event.form, event.number, True, readers, order, first)
            for n, made in enumerate(event.prints, 1):
                at = event.first_file + n
                yield CaseFile(at, made.name, event.form, event.number, True, readers, order, at)


def _itself(n: int, name: str) -> int:
    return n if name.casefold().endswith(".pdf") else 0
