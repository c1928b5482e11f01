"""Results of typed documents are kept one by one, outlive the documents, and a page is made of them."""

from __future__ import annotations

import pytest

from typist.page import PAGE, page
from typist.record import RECORD, Entry, Record, counted, read

OLD = Entry("7.4", "select", "visit.*", "*", "*", (5, 1, 0, 0))
NEW = Entry("7.4", "select", "visit@closing.vi", "0123456789ab", "cdef0123", (3, 0, 0, 0))
MORE = Entry("7.4", "select", "visit.vi", "ba9876543210", "cdef0123", (4, 1, 0, 0), notes="text.beside")
WRONG = Entry("7.4", "select", "visit.en", "ba9876543210", "cdef0123", (4, 0, 0, 1), 2, "wrong:/name")


def test_the_page_is_made_of_the_record():
    record = read(RECORD)
    assert RECORD.read_text(encoding="utf-8") == record.text()
    assert PAGE.read_text(encoding="utf-8") == page(record), "run: make typist"


def test_a_record_comes_back_as_it_was_kept(tmp_path):
    Record([WRONG, NEW], "cdef0123").save(tmp_path / "record.tsv")
    again = read(tmp_path / "record.tsv")
    assert (again.entries, again.reader) == ({NEW.key: NEW, WRONG.key: WRONG}, "cdef0123")


def test_what_came_anew_takes_the_place_of_what_came_before():
    record = Record([MORE])
    record.put(Entry(*MORE.key, "ba9876543210", "ffffffff", (5, 0, 0, 0)))
    assert [entry.counts for entry in record.entries.values()] == [(5, 0, 0, 0)]


@pytest.mark.parametrize(
    ("entries", "in_figures"), [([OLD, NEW], [OLD]), ([OLD, NEW, MORE], [MORE, NEW]), ([NEW], [NEW])]
)
def test_a_sum_counts_until_as_much_is_known_document_by_document(entries, in_figures):
    assert list(counted(entries)) == in_figures
    assert (OLD.line() in Record(entries).text()) == (OLD in in_figures)


def test_a_page_shows_sums_shares_and_what_an_older_reader_read():
    older = Entry("7.4", "rows", "note.en", "ba9876543210", "00000000", (4, 0, 0, 0))
    shown = page(Record([NEW, MORE, older], "cdef0123"))
    assert "| **all** | 11 | 1 | 0 | 0 | 91.7 % | 4 |" in shown
    assert "| `visit` | 7 | 1 | 0 | 0 | 87.5 % | 0 |" in shown
    assert "| `text.beside` | 1 |" in shown


def test_a_page_names_the_documents_in_which_something_is_wrong_or_reworded():
    shown = page(Record([OLD, WRONG], "cdef0123"))
    assert shown.endswith("in 1 documents.\n- LibreOffice 7.4, `select`, `visit.en`: wrong:/name\n")
