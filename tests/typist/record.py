"""What came of each typed document, one line a document, in a file of the repository: documents are lost with the machine they
were typed on, results are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parents[2]
RECORD = ROOT / "docs" / "reading.tsv"
ALL = "*"
"""Stands for what is not known of a sum: documents that were typed before results were kept one by one."""
Key = tuple[str, str, str]
"""Program, habit, sheet."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What came of one document: the fingerprint of what was issued and typed, that of the reader that read it, how many
    fields are right, asked, missing, wrong, how many printed words are said to be changed, and what is to be said of it.

    A sum stands for all documents of a form and a habit (`sheet` is `form.*`).
    """

    version: str
    habit: str
    sheet: str
    digest: str
    reader: str
    counts: tuple[int, int, int, int]
    wording: int = 0
    notes: str = ""

    @property
    def key(self) -> Key:
        """What there is one entry of."""
        return self.version, self.habit, self.sheet

    @property
    def form(self) -> str:
        """The form's name."""
        return self.sheet.split(".")[0].split("@")[0]

    @property
    def is_sum(self) -> bool:
        """Whether it stands for several documents."""
        return self.digest == ALL

    def line(self) -> str:
        """The entry as it stands in the file."""
        return "\t".join([*self.key, self.digest, self.reader, *map(str, self.counts), str(self.wording), self.notes])


class Record:
    """The entries of a file, and the reader of the run that wrote it last."""

    def __init__(self, entries: Iterable[Entry] = (), reader: str = "") -> None:
        self.entries = {entry.key: entry for entry in entries}
        self.reader = reader

    def put(self, entry: Entry) -> None:
        """Keep what came of a document, instead of what came of it before."""
        self.entries[entry.key] = entry

    def text(self) -> str:
        """The file's text: entries in order, without sums that are no longer needed."""
        kept = sorted((e for e in _kept(self.entries.values())), key=lambda entry: entry.key)
        return "\n".join([f"reader\t{self.reader}", *(entry.line() for entry in kept)]) + "\n"

    def save(self, path: Path) -> None:
        """Write the file, whole or not at all."""
        beside = path.with_suffix(".part")
        beside.write_text(self.text(), encoding="utf-8")
        beside.replace(path)


def read(path: Path) -> Record:
    """The record of a file; an empty one if there is none. Raises ValueError if a line is none."""
    if not path.is_file():
        return Record()
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    return Record(map(_entry, lines), head.split("\t")[1])


def counted(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries that figures are made of: of a form and a habit the sum, as long as it stands for more fields than the
    documents that are known one by one, else these."""
    for documents, sums in _groups(entries):
        yield from sums if _fields(documents) < _fields(sums) else documents


def _kept(entries: Iterable[Entry]) -> Iterator[Entry]:
    for documents, sums in _groups(entries):
        yield from documents
        yield from sums if _fields(documents) < _fields(sums) else ()


def _groups(entries: Iterable[Entry]) -> Iterator[tuple[list[Entry], list[Entry]]]:
    """By program, habit and form: the documents, and the sum if there is one."""

    def kind(entry: Entry) -> Key:
        return entry.version, entry.habit, entry.form

    for _, group in groupby(sorted(entries, key=lambda e: (*kind(e), e.sheet)), kind):
        mine = list(group)
        yield [e for e in mine if not e.is_sum], [e for e in mine if e.is_sum]


def _fields(entries: Iterable[Entry]) -> int:
    return sum(sum(entry.counts) for entry in entries)


def _entry(line: str) -> Entry:
    version, habit, sheet, digest, reader, right, asked, missing, wrong, wording, notes = line.split("\t")
    counts = int(right), int(asked), int(missing), int(wrong)
    return Entry(version, habit, sheet, digest, reader, counts, int(wording), notes)
