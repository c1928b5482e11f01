"""The page that says how well typed documents are read, made of the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from typist.compare import RESULTS
from typist.record import Entry, Record, counted

PAGE = Path(__file__).parents[2] / "docs" / "reading.md"

_HEAD = """\
# What is read of typed forms

Forms are opened in a real LibreOffice, typed into by key events, field by field, as people do; saved; and read. `make typist`
goes through every form, from where it stopped ([decision 0043](decisions/0043-typed-by-key-events.md)). What came of each
document stands in `reading.tsv`, of which this page is made ([decision 0060](decisions/0060-results-outlive-machines.md)); a
program, habit or form that is not listed here has not been typed.

- *right*: what was typed is what is read.
- *asked*: a problem names the field, and nothing goes on before a person has answered.
- *missing*: nothing is read, and nobody is told.
- *wrong*: something else is read.
- *older reader*: of all these fields, those that were read before the reader last changed, from documents that are no longer
  there. They count until they are typed anew.
"""


def page(record: Record) -> str:
    """The page."""
    shown = list(counted(record.entries.values()))
    parts = [_HEAD]
    for version in sorted({entry.version for entry in shown}, reverse=True):
        mine = [entry for entry in shown if entry.version == version]
        parts.append(f"## LibreOffice {version}\n\n{_table('habit', mine, lambda entry: entry.habit, record.reader)}")
        parts.append(_table("form", mine, lambda entry: entry.form, record.reader))
    return "\n".join([*parts, "".join(_told(list(record.entries.values())))])


def _table(head: str, entries: Sequence[Entry], by: Callable[[Entry], str], reader: str) -> str:
    lines = [f"| {head} | {' | '.join(RESULTS)} | right of all | older reader |", "|---|---|---|---|---|---|---|"]
    lines += [_row("**all**", entries, reader)] if head == "habit" else []
    names = sorted({by(entry) for entry in entries})
    lines += [_row(f"`{name}`", [entry for entry in entries if by(entry) == name], reader) for name in names]
    return "\n".join(lines) + "\n"


def _row(name: str, entries: Sequence[Entry], reader: str) -> str:
    counts = [sum(column) for column in zip(*(entry.counts for entry in entries), strict=True)]
    older = sum(sum(entry.counts) for entry in entries if entry.reader != reader)
    share = 100 * counts[0] / max(1, sum(counts))
    return f"| {name} | {' | '.join(f'{n:,}' for n in counts)} | {share:.1f} % | {older:,} |"


def _told(entries: Sequence[Entry]) -> Iterable[str]:
    """What the tables do not say: questions by their code, documents that need a person's eye."""
    documents = [entry for entry in entries if not entry.is_sum]
    failed = sum(entry.notes.startswith("hands") for entry in documents)
    yield f"Documents known one by one: {len(documents):,}; in {failed} of them a step of the hands failed: nothing counts.\n\n"
    codes = Counter(note for entry in documents for note in entry.notes.split() if "." in note and "/" not in note)
    if codes:
        yield "| asked | fields |\n|---|---|\n"
        yield "\n".join(f"| `{code}` | {n:,} |" for code, n in sorted(codes.items())) + "\n\n"
    reworded = [e for e in documents if e.wording]
    yield f"Printed words said to be changed though only fields were typed: in {len(reworded)} documents.\n"
    for entry in documents:
        if entry.counts[2] or entry.counts[3] or entry.wording:
            yield f"- LibreOffice {entry.version}, `{entry.habit}`, `{entry.sheet}`: {entry.notes or 'wording'}\n"
