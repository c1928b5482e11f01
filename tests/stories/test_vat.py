"""VAT that does something (documents, second reading, 1): net, tax and gross on quote and appendix, the same on the agreement."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from stories.office import Clock, Office, moved, texts
from stories.people import AGREEMENT, APPENDIX, QUOTE, take_turn
from trees import resting

GROSS = "19.440.000"
WORDS = "Mười chín triệu bốn trăm bốn mươi nghìn đồng chẵn"


@pytest.fixture
def taxed(town, tmp_path):
    """Gives an office whose sheet is complete, and whose company says more than the shipped one."""
    opened: list[Office] = []

    def office(**said: Any) -> Office:
        taken = town.after("completion")
        workspace = moved(town.workspace, resting(taken.root, tmp_path / "office"))
        companies = {lang: {**known, **said} for lang, known in workspace.book.companies.items()}
        workspace = replace(workspace, book=replace(workspace.book, companies=companies))
        opened.append(Office(workspace, tmp_path / "hands", Clock(taken.now)))
        return opened[0]

    yield office
    opened[0].close()


def test_a_rate_of_vat_stands_on_quote_appendix_and_agreement(taxed):
    office = taxed(vat_rate="8")
    take_turn(office, "pricing")
    quote, agreement = texts(office.latest(QUOTE)), texts(office.latest(AGREEMENT))
    take_turn(office, "agreement")
    appendix = texts(office.latest(APPENDIX))
    for said in (quote, appendix):
        assert [one for one in ("18.000.000", "1.440.000", GROSS, WORDS, "(8%)") if one not in said] == []
    assert GROSS in agreement


def test_without_a_rate_the_reason_is_said(taxed):
    office = taxed(vat_note="Điều 4 khoản 21")
    take_turn(office, "pricing")
    said = texts(office.latest(QUOTE))
    assert "(Điều 4 khoản 21)" in said
    assert "không chịu thuế" in said


def test_w11_each_instalment_of_the_offices_schedule_comes_with_its_own_amount_and_all_of_them_to_the_price(taxed):
    office = taxed(vat_rate="8", instalments=[{"share": "33.3", "due": "start"}, {"due": "handover"}])
    take_turn(office, "pricing")
    said = office.case()["documents"][AGREEMENT]["answers"]["instalments"]
    assert [(row["no"], row["amount"], row["due"]) for row in said] == [
        ("1", "6473520", "start"),
        ("2", "12966480", "handover"),
    ]
