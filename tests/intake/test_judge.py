"""The verdict on a file, by what it says: one class for each way it can end, held against a real, empty ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casedrop.desk.recording.lookups import LedgerRecords
from casedrop.forms.pointers import flatten, pattern, unflatten
from casedrop.forms.reading import Examined, Reading, Scan, ScanPage
from casedrop.forms.stamp import Stamp, write
from casedrop.intake.judge import judge
from casedrop.intake.submission import Submission
from casedrop.intake.verdict import Duplicate, OpensCase, Refused, RefusedForm, Stray, case_of
from casedrop.language.problem import Problem
from casedrop.store.ledger import Ledger
from casedrop.workspace.workspace import read
from shipped import ROOT, form, sample, without

NOW = datetime(2026, 9, 2, 1, tzinfo=UTC)
KEY, FORM = b"k" * 32, "contact-note"


@pytest.fixture(scope="module")
def book():
    return read(ROOT).book


@pytest.fixture
def ledger(tmp_path):
    opened = Ledger.open(f"sqlite:///{tmp_path}/ledger.db", NOW)
    yield opened
    opened.close()


@pytest.fixture
def verdict(book, ledger):
    """Gives the verdict on a file: what was read from it, from whose folder, in which form it came."""

    def of(reading, role="sales", **seen):
        examined = Examined("docx", "", reading, **seen)
        return judge(book, LedgerRecords(ledger), KEY, Submission(examined, "a" * 64, "file.docx", role, NOW))

    return of


def answers():
    """What one who takes the empty form from the shelf fills in."""
    theirs = form(FORM).writable("")
    return unflatten({p: value for p, value in flatten(sample(FORM, "en")) if pattern(p) in theirs})


def filled(**about):
    return replace(Reading(FORM, "en", answers=answers()), **about)


def codes(verdict):
    return [p.code for p in verdict.problems]


def test_a_filled_form_from_the_shelf_opens_a_case_of_its_flow(verdict, book):
    opens = verdict(filled())
    assert isinstance(opens, OpensCase)
    assert (opens.kind, opens.case_id, opens.stage.id) == ("accepted", None, opens.flow.start)
    assert book.opener(FORM)[0] is opens.flow


def test_what_is_missing_refuses_the_form_and_names_what_it_would_have_been(verdict):
    refused = verdict(filled(answers=without(answers(), "customer", "name")))
    assert isinstance(refused, RefusedForm)
    assert (refused.kind, refused.drop.form, [p.pointer for p in refused.problems]) == (
        "refused",
        FORM,
        ["/customer/name"],
    )


def test_another_role_s_folder_is_said_before_anything_is_looked_at(verdict):
    refused = verdict(filled(answers={}), role="director")
    assert (type(refused), codes(refused)) == (Refused, ["role.wrong"])


@pytest.mark.parametrize(
    ("stamp", "code", "case"),
    [
        (Stamp(FORM, 1, "en", case="TB-2026-0009"), "case.unknown", None),
        (Stamp(FORM, 99, "en"), "form.version", None),
    ],
)
def test_a_stamp_of_ours_that_leads_nowhere_is_refused(verdict, stamp, code, case):
    refused = verdict(filled(stamp=write(stamp, KEY)))
    assert (type(refused), codes(refused), refused.case_id) == (Refused, [code], case)


@pytest.mark.fault("C9")
def test_a_stamp_that_is_not_ours_is_refused_with_the_case_it_names(verdict):
    refused = verdict(filled(stamp=write(Stamp(FORM, 1, "en", case="TB-2026-0009"), b"x" * 32)))
    assert (codes(refused), refused.case_id) == (["stamp.forged"], "TB-2026-0009")


def test_a_form_of_another_workspace_is_called_that(verdict):
    shelf = verdict(filled(stamp=write(Stamp(FORM, 1, "en"), b"x" * 32)))
    line = write(Stamp("their-form", 3, "en", case="A-1"), b"x" * 32)
    unknown = verdict(Reading(stamp=line, problems=(Problem("form.unknown"),)))
    assert [codes(shelf), codes(unknown)] == [["stamp.foreign"], ["stamp.foreign"]]
    ours = verdict(Reading(stamp=write(Stamp(FORM, 1, "en"), KEY), problems=(Problem("form.unknown"),)))
    assert codes(ours) == ["form.unknown"]
    assert codes(verdict(Reading(stamp="cd1;nonsense", problems=(Problem("form.unknown"),)))) == ["form.unknown"]


def test_a_file_that_is_no_form_is_a_stray_and_so_is_a_scan_without_codes(verdict):
    unknown = verdict(Reading(problems=(Problem("file.kind"),)))
    blank = verdict(Reading(), scan=Scan((ScanPage(0, blank=True),)))
    assert (type(unknown), codes(unknown)) == (Stray, ["file.kind"])
    assert (type(blank), codes(blank)) == (Stray, ["scan.blank"])
    assert case_of(unknown) is None


def test_bytes_that_a_case_accepted_are_a_duplicate_whatever_they_say(verdict, ledger):
    intake = ledger.claim("a" * 64, "inbox/sales/file.docx", "sales", "file.docx", "a desk", NOW, 60)
    with ledger.transaction() as tx:
        tx.settle(intake, "accepted", "TB-2026-0001")
    again = verdict(Reading())
    assert (again, codes(again)) == (Duplicate("vi", "TB-2026-0001"), ["drop.duplicate"])
