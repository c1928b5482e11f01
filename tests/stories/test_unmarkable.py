"""A form that is read and yet too broken to be written into comes back as it came, with a letter; nothing stays in the inbox."""

from __future__ import annotations

import pytest

from casedrop.formats import zips
from stories.people import AGREED, AGREEMENT

RELATIONS, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"


@pytest.mark.parametrize("broken", [b"", b"<Relationships/", b"<Relationships><Relationship/></Relationships>"])
def test_what_cannot_be_marked_comes_back_with_a_letter(after, broken):
    office = after("pricing").at("2021-07-03T11:00")
    filled = office.filled(office.latest(AGREEMENT), AGREED, "Đồng ý")
    filled.write_bytes(zips.patch(filled.read_bytes(), {RELATIONS: broken}))
    came = filled.read_bytes()
    outcome = office.does("technical", filled)
    assert (outcome.kind, office.wrong(outcome)) == ("refused", ["role.wrong"])
    assert office.returned("technical", ".docx").read_bytes() == came
    assert "inbox/sales" in office.returned("technical", ".txt").read_text(encoding="utf-8-sig")
