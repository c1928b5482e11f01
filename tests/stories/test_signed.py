"""Papers that must be signed: what shows no seal comes back, what nobody can tell is asked, what is sealed goes on; PDFs that are
signed digitally are judged by what their signatures prove."""

from __future__ import annotations

import json
import shutil

import pytest

from casedrop.desk.admin import migrate
from casedrop.desk.admin.assign_scan import assign
from casedrop.desk.admin.explain import explain
from casedrop.desk.cases import show
from casedrop.formats.scan.sign_places import sign_places
from casedrop.web.access import OVERVIEW, Keys
from casedrop.web.telling import timeline
from casedrop.web.visit import Visit
from casedrop.workspace.workspace import usable
from formats.scan_samples import signing
from formats.scan_samples.signing import Scanner, page_in_colour, scanned, with_hand, with_seal
from rebuilding import unlike
from stories.acceptance import CASE, SECOND
from stories.office import Clock, Office, moved
from stories.scans import hand_in, matched, pages_of, printed, seen, told

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on the PATH")

FLOW = "forms/acceptance/flow.yaml"
ORIGINALS = "holders: [finance, archive], seen: scan, from: manager"
ROOTS = "roots"


def shown(office):
    """What the page of the case tells of its life, in English."""
    visit = Visit(office.room, Keys(b"", {}), (OVERVIEW,), "", "en", office.clock.now, "/", {})
    return [line.text for line in timeline(visit, "acceptance", office.room.ledger.events(CASE))]


@pytest.fixture
def office(printed_office, tmp_path):
    """office(signed) is the office whose flow wants the originals to be signed so, its case moved to that flow."""
    opened = []

    def wanting(signed):
        root = tmp_path / f"wanting-{len(opened)}"
        there = printed_office()
        shutil.copytree(there.workspace.root, root)
        text = (root / FLOW).read_text(encoding="utf-8")
        assert ORIGINALS in text
        (root / FLOW).write_text(text.replace(ORIGINALS, f"{ORIGINALS}, signed: {signed}"), encoding="utf-8")
        with (root / "casedrop.toml").open("a", encoding="utf-8") as file:
            file.write(f'\n[sign]\nroots = "{ROOTS}"\n')
        opened.append(Office(moved(usable(root), root), tmp_path / f"hands-{root.name}", Clock(there.clock.now)))
        assert [m.problems for m in migrate.applied(opened[-1].watcher.desk, [CASE], lambda _: None)] == [()]
        return opened[-1]

    yield wanting
    for one in opened:
        assert one.faults() == []
        assert unlike(one.room, one.workspace.root.with_name(f"{one.workspace.root.name}-again")) == {}
        one.close()


def pages(office, copy, *, sealed=(), signed=(), how=Scanner(dpi=150)):  # noqa: B008 - a value that never changes
    """The pages of an original as one PDF of pictures, `sealed` and `signed` in those of its places to sign."""
    pdf = printed(office, SECOND, copy).read_bytes()
    places, sheets = sign_places(pdf), []
    for number in range(1, 3):
        page = page_in_colour(pdf, number)
        for n, place in enumerate(places):
            page = with_seal(page, place, n) if place.page == number and n in sealed else page
            page = with_hand(page, place, n) if place.page == number and n in signed else page
        sheets.append(scanned(page, how, number))
    return signing.as_pdf(sheets, how)


def ink(office):
    """What the case knows of the ink in its places to sign: seal and hand of each."""
    events = [e.data for e in office.room.ledger.events(CASE) if e.kind == "scanned"]
    return [(one["seal"], one["hand"]) for e in events for one in e.get("proofs", {}).get("ink") or ()]


def test_a_scan_that_shows_the_seals_goes_on_and_the_case_says_so(office):
    there = office("seal")
    assert hand_in(there, "manager", "đóng dấu.pdf", pages(there, 3, sealed=(0, 1), signed=(0, 1))) == ["accepted"]
    assert (matched(there), ink(there)) == (pages_of(SECOND, 3), [("present", "present")] * 2)
    line = next(one for one in show.case_report(there.room, CASE)["timeline"] if one["event"] == "scanned")
    assert line["signed"].startswith("ink.both (Page 2, ")
    assert shown(there).count("In the place to sign there are writing and a red seal.") == 2


def test_a_scan_that_lacks_a_seal_comes_back_with_the_place(office):
    there = office("seal")
    assert hand_in(there, "manager", "thiếu.pdf", pages(there, 3, sealed=(0,), signed=(0, 1))) == [
        "refused sign.no-seal"
    ]
    assert "Ở chỗ ký không thấy con dấu. Xin đóng dấu vào chỗ đó rồi quét màu lại." in told(there, "manager")
    assert "Trang 2, cách mép trên" in told(there, "manager")
    assert matched(there) == set()


def test_one_of_several_ways_is_enough(office):
    there = office("[seal, signature]")
    assert hand_in(there, "manager", "ký.pdf", pages(there, 3, signed=(0, 1))) == ["accepted"]
    assert hand_in(there, "manager", "không.pdf", pages(there, 4)) == ["refused sign.no-seal sign.no-signature"]


@pytest.mark.fault("C8")
def test_what_a_grey_scan_does_not_tell_is_asked_and_answered_by_the_copy(office):
    there = office("seal")
    grey = pages(there, 3, sealed=(0, 1), how=Scanner(dpi=150, mode="L"))
    assert hand_in(there, "manager", "xám.pdf", grey) == ["refused sign.asked"]
    copy = there.returned("manager", ".pdf")
    assert (copy.read_bytes() == grey, matched(there)) == (True, set())
    assert copy.name.startswith("xám (giấy đã ký ")
    assert copy.stem.rpartition(" ")[2].rstrip(")") in told(there, "manager")
    assert hand_in(there, "clerk", copy.name, grey) == ["refused sign.asked"]
    assert hand_in(there, "manager", "lần nữa.pdf", grey) == ["refused sign.asked"]
    assert hand_in(there, "manager", copy.name, grey) == ["accepted"]
    scan = next(e.data for e in there.room.ledger.events(CASE) if e.kind == "scanned")
    assert (seen(there, SECOND), scan["proofs"]["vouched"]) == ([3], "manager")
    assert any(one.endswith("looked at the paper: it is signed") for one in shown(there))


def test_who_assigns_a_scan_has_looked_at_the_paper(office):
    there = office("seal")
    path = there.workspace.inbox / "manager" / "không dấu.pdf"
    path.write_bytes(pages(there, 3))
    assert assign(there.watcher.desk, path, SECOND, 3) == ()
    assert seen(there, SECOND) == [3]


def test_advice_only_tells(office):
    there = office("advice")
    path = there.workspace.root.with_name("trống.pdf")
    path.write_bytes(pages(there, 3))
    assert [one["code"] for one in explain(there.watcher.desk, path, "manager")["told"]] == ["ink.none", "ink.none"]
    assert hand_in(there, "manager", "trống.pdf", path.read_bytes()) == ["accepted"]
    assert "Ở chỗ ký không có gì." in told(there, "manager")


def test_nothing_is_looked_for_where_no_flow_asks(printed_office):
    there = printed_office()
    assert hand_in(there, "manager", "trống.pdf", pages(there, 3)) == ["accepted"]
    assert [e.data for e in there.room.ledger.events(CASE) if e.kind == "scanned" and "proofs" in e.data] == []


@pytest.mark.fault("C6")
def test_a_digital_signature_counts_once_its_root_is_known(office):
    pytest.importorskip("pyhanko", reason="the extra casedrop[sign] is not installed")
    from formats.pdf_signing import authority, pem, person, sign  # noqa: PLC0415 - needs the extra

    there = office("digital")
    ours = printed(there, SECOND, 3).read_bytes()
    assert hand_in(there, "manager", "chưa ký.pdf", ours) == ["refused sign.no-digital"]
    signed = sign(ours, person("Nguyễn Thị Ví Dụ"))
    assert hand_in(there, "manager", "đã ký.pdf", signed) == ["refused sign.asked"]
    folder = there.workspace.root / ROOTS
    folder.mkdir()
    (folder / "may.pem").write_bytes(pem(authority()))
    again = Office(there.workspace, there.hands, there.clock)
    assert hand_in(again, "manager", "đã ký.pdf", signed) == ["accepted"]
    assert "chứng thư ghi Nguyễn Thị Ví Dụ" in told(again, "manager")
    (one,) = next(e.data for e in again.room.ledger.events(CASE) if e.kind == "scanned")["proofs"]["signatures"]
    assert (one["state"], one["trusted"], json.dumps(one)) == ("intact", True, json.dumps(one))
    again.close()
