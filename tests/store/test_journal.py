from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.store import files, journal
from casedrop.store.errors import BrokenChain, Gap
from casedrop.store.records import Entry
from store.conftest import MONDAY, at
from store.test_canonical_json import JSON, MOMENTS

FOLDER = "2026/customization/PT-1"
ENTRIES = st.lists(st.tuples(MOMENTS, st.text(max_size=8), st.dictionaries(st.text(), JSON, max_size=3)), max_size=5)


def entries(drawn) -> list[Entry]:
    return [Entry(n, when, kind, data) for n, (when, kind, data) in enumerate(drawn, 1)]


def text_of(items) -> bytes:
    text, prev = b"", journal.seed(FOLDER)
    for item in items:
        added, prev = journal.line(item, prev)
        text += added
    return text


THREE = [Entry(n, at(n), "moved", {"to": f"stage {n}"}) for n in (1, 2, 3)]


@pytest.fixture
def here(tmp_path):
    path = tmp_path / FOLDER / journal.NAME
    path.parent.mkdir(parents=True)
    path.write_bytes(text_of(THREE[:2]))
    return tmp_path, path


def test_a_line_says_what_when_and_what_it_follows():
    line, own = journal.line(Entry(1, MONDAY, "opened", {"tên": "Mây"}), "0" * 64)
    assert json.loads(line) == {
        "seq": 1,
        "at": "2026-03-02T01:00:00.000000Z",
        "kind": "opened",
        "data": {"tên": "Mây"},
        "prev": "0" * 64,
        "hash": own,
    }
    # sha256sum of the zeros followed by the line without its hash
    assert own == "698fe276b2479256be46532dc443d2c5f95a16c6031ade3cdf907cec085810cb"


@given(ENTRIES)
def test_what_was_written_is_read(drawn):
    items = entries(drawn)
    chain = journal.parse(FOLDER, text_of(items))
    assert (list(chain.entries), chain.torn, chain.broken) == (items, False, None)


@given(ENTRIES, st.data())
def test_a_torn_end_costs_only_its_own_line(drawn, data):
    items = entries(drawn)
    text = text_of(items)
    cut = data.draw(st.integers(0, len(text)))
    chain = journal.parse(FOLDER, text[:cut])
    whole = text[:cut].count(b"\n")
    assert (list(chain.entries), chain.broken) == (items[:whole], None)
    assert chain.torn is (cut > chain.length)


@pytest.mark.fault("C10")
@given(st.integers(0, len(text_of(THREE)) - 1), st.integers(1, 255))
def test_any_byte_changed_is_found(where, flip):
    text = bytearray(text_of(THREE))
    text[where] ^= flip
    chain = journal.parse(FOLDER, bytes(text))
    assert chain.broken or chain.torn


@pytest.mark.parametrize("end", [b"{", b'{"seq":3,"at":"2026', b"\0" * 300])
def test_the_end_a_crash_tore_is_cut_and_written_again(here, end):
    root, path = here
    path.write_bytes(path.read_bytes() + end)
    head, added = journal.extend(root, FOLDER, THREE)
    assert (path.read_bytes(), added) == (text_of(THREE), text_of(THREE)[len(text_of(THREE[:2])) :])
    assert head == journal.read(root, FOLDER).hashes[-1]


@pytest.mark.parametrize(
    "tamper",
    [
        lambda lines: [lines[0].replace(b"stage 1", b"stage 9"), *lines[1:]],
        lambda lines: lines[1:],
        lambda lines: [lines[1], lines[0], *lines[2:]],
        lambda lines: [lines[0], lines[0], *lines[1:]],
        lambda lines: [b"\n", *lines],
        lambda lines: [lines[0].replace(b":", b": "), *lines[1:]],
    ],
    ids=["edited", "first deleted", "reordered", "doubled", "blank line", "same words, other spaces"],
)
def test_a_journal_someone_changed_is_not_written_to(here, tamper):
    root, path = here
    path.write_bytes(b"".join(tamper(path.read_bytes().splitlines(keepends=True))))
    before = path.read_bytes()
    with pytest.raises(BrokenChain):
        journal.extend(root, FOLDER, THREE)
    assert path.read_bytes() == before


@given(st.integers(1, 4), st.integers(0, 3))
def test_the_end_of_a_journal_can_be_read_without_its_beginning(since, length):
    whole, end = journal.parse(FOLDER, text_of(THREE[:length])), journal.parse(FOLDER, text_of(THREE[:length]), since)
    assert end.entries == whole.entries[end.skipped :]
    assert end.hashes == whole.hashes[end.skipped :]
    assert (end.last, end.length, end.broken) == (whole.last, whole.length, None)
    assert end.skipped == max(0, min(since - 2, length - 1))


def test_what_is_given_is_checked_and_what_is_before_is_for_verify(here):
    root, path = here
    path.write_bytes(text_of(THREE))
    path.write_bytes(path.read_bytes().replace(b"stage 1", b"stage 9"))
    four = Entry(4, at(4), "closed", {})
    journal.extend(root, FOLDER, [four])
    assert journal.read(root, FOLDER).broken == 1
    with pytest.raises(BrokenChain, match="entry 1"):
        journal.extend(root, FOLDER, [*THREE, four])


@given(st.integers(1, 40), st.integers(0, 40), st.integers(1, 400))
def test_of_a_long_journal_the_end_alone_is_read(tmp_path_factory, known, more, tail):
    root = tmp_path_factory.mktemp("long")
    (root / FOLDER).mkdir(parents=True)
    all_of_them = [Entry(n, at(n), "moved", {"to": f"stage {n}"}) for n in range(1, known + more + 1)]
    (root / FOLDER / journal.NAME).write_bytes(text_of(all_of_them[:known]) + b'{"seq":')
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "TAIL", tail)
        head, added = journal.extend(root, FOLDER, all_of_them[known - 1 :])
    chain = journal.read(root, FOLDER)
    assert (list(chain.entries), chain.torn, head) == (all_of_them, False, chain.hashes[-1])
    assert added == text_of(all_of_them)[len(text_of(all_of_them[:known])) :]


@pytest.mark.parametrize("wrong", ["edited", "deleted"])
def test_a_long_journal_that_lost_or_changed_its_end_is_not_written_to(here, wrong, monkeypatch):
    root, path = here
    monkeypatch.setattr(journal, "TAIL", 300)
    lines = text_of([Entry(n, at(n), "moved", {}) for n in range(1, 21)]).splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1] + ([lines[-1].replace(b"moved", b"mover")] if wrong == "edited" else [])))
    before = path.read_bytes()
    with pytest.raises(BrokenChain if wrong == "edited" else Gap):
        journal.extend(root, FOLDER, [Entry(n, at(n), "moved", {}) for n in (20, 21) if wrong == "edited" or n > 20])
    assert path.read_bytes() == before


def test_a_line_out_of_its_place_is_found_though_its_hash_is_right():
    assert journal.parse(FOLDER, text_of([THREE[1]])).broken == 1


def test_a_journal_found_complete_is_made_durable_all_the_same(here):
    root, path = here
    seen = []
    with files.acts(lambda act, target: seen.append((act, target))):
        journal.extend(root, FOLDER, THREE[:2])
    assert seen == [("sync", str(path))]


def test_a_journal_of_another_case_is_found_out():
    assert journal.parse("2026/customization/PT-2", text_of(THREE)).broken == 1


@given(ENTRIES, st.integers(0, 2000), st.integers(0, 255))
def test_the_quick_reading_of_a_line_says_what_the_slow_one_says_or_nothing(drawn, where, flip):
    prev = journal.seed(FOLDER)
    for n, item in enumerate(entries(drawn), 1):
        raw, following = journal.line(item, prev)
        other = bytearray(raw[:-1])
        other[where % len(other)] ^= flip
        for said in (raw[:-1], bytes(other)):
            assert journal._quick(said, prev, n) in (None, journal._slow(said, prev, n))
        prev = following


def test_what_we_usually_write_is_read_the_quick_way():
    raw, own = journal.line(THREE[0], journal.seed(FOLDER))
    assert journal._quick(raw[:-1], journal.seed(FOLDER), 1) == (THREE[0], own)
