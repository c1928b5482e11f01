"""A folder's journal: every event as one line of JSON, each line bound to the one before by its hash.

The hash of a line is the sha256 of the hash before it followed by the line's JSON without `hash`; the first follows
the sha256 of the folder's own path, so that a journal put into another folder is found out.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from casedrop.language.problem import Json
from casedrop.store import canonical_json, files
from casedrop.store.errors import BrokenChain, Gap
from casedrop.store.records import Entry

NAME = "journal.jsonl"
TAIL = 1 << 16
"""Bytes of a journal's end that are read first: most of them are not longer."""


@dataclass(frozen=True, slots=True)
class Before:
    """How many lines and bytes of a journal stand before what was read of it."""

    lines: int = 0
    length: int = 0


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    """A line as it is read."""

    at: str
    data: dict[str, Json]
    hash: str
    kind: str
    prev: str
    seq: int


_READER, _WRITER = msgspec.json.Decoder(_Line), msgspec.json.Encoder(order="sorted")


@dataclass(frozen=True, slots=True)
class Chain:
    """What a journal's text says.

    `entries` are those after the first `skipped`, `hashes` go with them; `length` is the bytes of all, and what follows
    is a torn end. `broken` is the number (from 1) of the first line that is not what it must be, None if all are.
    """

    skipped: int
    entries: tuple[Entry, ...]
    hashes: tuple[str, ...]
    length: int
    torn: bool
    broken: int | None

    @property
    def last(self) -> int:
        """The number of the last whole entry, 0 if there is none."""
        return self.skipped + len(self.entries)


EMPTY = Chain(0, (), (), 0, torn=False, broken=None)
"""What a journal without a line says."""


def seed(folder: str) -> str:
    """The hash the first line of a folder's journal follows."""
    return hashlib.sha256(folder.encode()).hexdigest()


def line(entry: Entry, prev: str) -> tuple[bytes, str]:
    """The line for an entry, with its newline, and its hash."""
    before = f'{{"at":"{canonical_json.moment(entry.at)}","data":{canonical_json.dumps(entry.data)}'
    after = f'"kind":{canonical_json.dumps(entry.kind)},"prev":"{prev}","seq":{entry.seq}}}'
    own = hashlib.sha256(f"{prev}{before},{after}".encode()).hexdigest()
    return f'{before},"hash":"{own}",{after}\n'.encode(), own


def parse(folder: str, text: bytes, since: int = 1, before: Before = Before()) -> Chain:
    """The chain of a journal, up to the first line that is broken or torn.

    With `since`, the lines before the one that entry follows are skipped, unread: for a journal that grows all year. `before` is
    what of it stands before the text.
    """
    *lines, rest = text.split(b"\n")
    passed = max(0, min(since - 2 - before.lines, len(lines) - 1))
    skipped = before.lines + passed
    entries: list[Entry] = []
    hashes: list[str] = []
    prev = _stated_prev(lines[passed]) if skipped and lines else seed(folder)
    length = before.length + sum(len(raw) + 1 for raw in lines[:passed])
    for n, raw in enumerate(lines[passed:], skipped + 1):
        found = _quick(raw, prev, n) or _slow(raw, prev, n)
        if found is None:
            return Chain(skipped, tuple(entries), tuple(hashes), length, bool(rest), n)
        entry, prev = found
        entries.append(entry)
        hashes.append(prev)
        length += len(raw) + 1
    return Chain(skipped, tuple(entries), tuple(hashes), length, bool(rest), None)


def _quick(raw: bytes, prev: str, n: int) -> tuple[Entry, str] | None:
    """The entry of a line and its hash, if it is number `n` behind `prev` and just what we write; None where that is not sure:
    then `_slow` decides."""
    try:
        said = _READER.decode(raw)
        at = canonical_json.parse_moment(said.at)
        if (said.prev, said.seq, canonical_json.moment(at)) != (prev, n, said.at) or _WRITER.encode(said) != raw:
            return None
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    own = f',"hash":"{said.hash}"'.encode()
    before, _, after = raw.rpartition(own)  # no text holds that: in a text, marks of quotation are escaped
    is_whole = hashlib.sha256(prev.encode() + before + after).hexdigest() == said.hash
    return (Entry(n, at, said.kind, said.data), said.hash) if is_whole else None


def _slow(raw: bytes, prev: str, n: int) -> tuple[Entry, str] | None:
    """The entry of a line and its hash; None if it is not number `n` behind `prev`, or not what we write."""
    entry = _entry(raw)
    again, own = _again(entry, prev)
    return (entry, own) if entry and entry.seq == n and again == raw + b"\n" else None


def read(root: Path, folder: str) -> Chain:
    """The chain of the journal in a folder of the archive; empty if there is none. Raises OSError."""
    path = root / folder / NAME
    return parse(folder, path.read_bytes() if path.exists() else b"")


def beginning(text: bytes) -> str:
    """The hash that the first line of a journal's text follows: the `seed` of the folder it was begun in; "" if it
    names none.
    """
    return _stated_prev(text.split(b"\n", 1)[0])


def last_hash(root: Path, folder: str) -> str:
    """The hash the last line of a folder's journal states, unchecked; "" if there is none. Raises OSError."""
    path = root / folder / NAME
    last = _end(path, TAIL)[0].rstrip(b"\n").rsplit(b"\n", 1)[-1] if path.exists() else b""
    try:
        return str(json.loads(last)["hash"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""


def length(root: Path, folder: str) -> int:
    """The whole lines of a folder's journal, unchecked; 0 if there is none. Raises OSError."""
    path = root / folder / NAME
    return path.read_bytes().count(b"\n") if path.exists() else 0


def extend(root: Path, folder: str, entries: Sequence[Entry]) -> tuple[str, bytes]:
    """Append to the folder's journal those of `entries` that it lacks; gives the hash of its last entry and what was appended.

    Those it has already must be the same. A torn end, left by a crash, is cut off first. The chain is checked from the
    first of `entries` on; of a long journal nothing else is read. Raises BrokenChain where the journal is not what was
    written, Gap where `entries` begin after its end, ChangedMeanwhile if another writes to it.
    """
    path, since = root / folder / NAME, entries[0].seq if entries else 1
    text, before = _from(path, since - 1) if path.exists() else (b"", Before())
    chain = parse(folder, text, since, before)
    _refuse_broken(path, chain, entries)
    added, head = _lines(path, chain, chain.hashes[-1] if chain.hashes else seed(folder), entries)
    if chain.torn:
        files.cut(path, chain.length)
    if added:
        files.append(path, added, chain.length)
    elif text:
        files.sync(path)  # whoever wrote it may have died before it was durable
    return head, added


def _from(path: Path, seq: int) -> tuple[bytes, Before]:
    """The end of a journal from a whole line on, that of the entry `seq` or of one before it; all of it where that cannot be
    told."""
    length = TAIL
    while True:
        text, start = _end(path, length)
        if not start:
            return text, Before()
        cut = text.find(b"\n") + 1
        first = _entry(text[cut:].split(b"\n", 1)[0])
        if cut and first and first.seq <= seq:
            return text[cut:], Before(first.seq - 1, start + cut)
        length *= 8


def _end(path: Path, length: int) -> tuple[bytes, int]:
    """The last `length` bytes of a file, or all, and where in it they begin."""
    with path.open("rb") as file:
        start = max(0, file.seek(0, os.SEEK_END) - length)
        file.seek(start)
        return file.read(), start


def _refuse_broken(path: Path, chain: Chain, entries: Sequence[Entry]) -> None:
    if chain.broken:
        raise BrokenChain(path=path, seq=chain.broken)
    for entry in entries:
        if entry.seq <= chain.last and _said(chain.entries[entry.seq - chain.skipped - 1]) != _said(entry):
            raise BrokenChain(path=path, seq=entry.seq)


def _lines(path: Path, chain: Chain, head: str, entries: Sequence[Entry]) -> tuple[bytes, str]:
    added, last = b"", chain.last
    for entry in entries:
        if entry.seq <= last:
            continue
        if entry.seq != last + 1:
            raise Gap(path=path, last=last, seq=entry.seq)
        new, head = line(entry, head)
        added, last = added + new, entry.seq
    return added, head


def _said(entry: Entry) -> str:
    return line(entry, "")[1]


def _stated_prev(raw: bytes) -> str:
    try:
        return str(json.loads(raw)["prev"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""


def _again(entry: Entry | None, prev: str) -> tuple[bytes, str]:
    """The line that an entry would be written as, and its hash; nothing for none, or one that says what no JSON can say."""
    try:
        return line(entry, prev) if entry else (b"", "")
    except ValueError:
        return b"", ""


def _entry(raw: bytes) -> Entry | None:
    try:
        data: dict[str, Json] = json.loads(raw)
        return Entry(data["seq"], canonical_json.parse_moment(data["at"]), data["kind"], data["data"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
