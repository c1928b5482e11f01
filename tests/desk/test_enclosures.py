"""Documents without a template of ours: dropped under a name with the case's number, kept as they came, and waited for."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime

import pytest
from PIL import Image, ImageDraw

from casedrop.cli.main import group
from casedrop.desk.admin.control import steer
from casedrop.workspace.workspace import usable
from offices import begun
from rebuilding import unlike
from stories.office import Clock, Office, moved
from stories.scans import scan

WISH = """
form: wish
flow: deal
code: WI
format: docx
internal: false
titles: {vi: Phiếu đề nghị, zh-Hans: 申请单, zh-Hant: 申請表, en: Request}
fields:
  - {name: customer, block: customer}
  - {name: by, kind: date, required: true, labels: {vi: Hạn, zh-Hans: 期限, zh-Hant: 期限, en: By}}
"""
FLOW = """
flow: deal
version: 1
titles: {vi: Giao dịch, zh-Hans: 交易, zh-Hant: 交易, en: Deal}
number: {series: deal, pattern: "GD-{{ year }}-{{ n }}"}
answers: {wish: wish}
enclosures:
  contract:
    titles: {vi: Hợp đồng đã ký, zh-Hans: 已签合同, zh-Hant: 已簽合約, en: Signed contract}
    aliases: [合同]
  proof:
    titles: {vi: Chứng từ chuyển tiền, zh-Hans: 付款凭证, zh-Hant: 付款憑證, en: Proof of payment}
start: wished
stages:
  wished:
    titles: {vi: Đề nghị, zh-Hans: 申请, zh-Hant: 申請, en: Wished}
    awaits: [{form: wish, from: sales, opens: true}]
    next: [{go: signing}]
  signing:
    titles: {vi: Chờ ký, zh-Hans: 待签署, zh-Hant: 待簽署, en: Signing}
    awaits:
      - {enclosure: contract, from: clerk, note: {vi: Hai bản., zh-Hans: 两份。, zh-Hant: 兩份。, en: Two of them.}}
    deadline: {after: wish.by, in: 2 days, go: overdue}
    next: [{go: paying}]
  paying:
    titles: {vi: Chờ tiền, zh-Hans: 待付款, zh-Hant: 待付款, en: Paying}
    awaits:
      - {enclosure: proof, from: sales}
    next: [{when: "enclosures.contract.on <= enclosures.proof.on", go: done}, {go: overdue}]
  overdue:
    titles: {vi: Trễ, zh-Hans: 逾期, zh-Hant: 逾期, en: Overdue}
    closes: overdue
  done:
    titles: {vi: Xong, zh-Hans: 完成, zh-Hant: 完成, en: Done}
    closes: done
"""
WISHED = {"/customer/name": "云栈示例大学", "/customer/short_name": "云栈", "/by": date(2021, 6, 18)}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A workspace with a flow whose cases keep two kinds of enclosures."""
    root = tmp_path_factory.mktemp("enclosing") / "office"
    begun(root)
    wanted = root.parent / "wish.yaml"
    wanted.write_text(WISH, encoding="utf-8")
    group.main(args=["-w", str(root), "new", "form", str(wanted)], standalone_mode=False)
    (root / "forms" / "deal" / "flow.yaml").write_text(FLOW, encoding="utf-8")
    return root


@pytest.fixture
def office(place, tmp_path):
    """An office in which a wish has opened GD-2021-1."""
    root = shutil.copytree(place, tmp_path / "office")
    made = Office(moved(usable(root), root), tmp_path / "hands", Clock(datetime(2021, 6, 14, 2, tzinfo=UTC)))
    made.does("sales", made.blank("wish"), WISHED, "wish")
    yield made
    assert made.faults() == []
    assert unlike(made.room, tmp_path / "lost") == {}
    made.close()


def sheet(text):
    """A scan of a page that bears a text and no code."""
    page = Image.new("L", (620, 877), 255)
    ImageDraw.Draw(page).text((80, 80), text, fill=0)
    return scan([page])


def drops(office, role, name, data=b"as it came"):
    """What becomes of a file of that name."""
    (office.workspace.inbox / role / name).write_bytes(data)
    return office.run()[-1]


def test_a_signed_contract_moves_its_case_and_is_kept_byte_for_byte(office):
    assert "Hai bản. Tên tệp phải có số GD-2021-1." in office.todo("clerk")
    paper = sheet("CONTRACT")
    assert drops(office, "clerk", "GD-2021-1 hop dong da ky.pdf", paper).kind == "accepted"
    assert office.stage() == "paying"
    kept = office.workspace.root / "archive/2021/deal/GD-2021-1/002-in-GD-2021-1 hop dong da ky.pdf"
    assert kept.read_bytes() == paper
    assert drops(office, "sales", "付款凭证 gd-2021-1.txt", b"paid").kind == "accepted"
    assert office.stage() == "done"


@pytest.mark.parametrize(
    ("role", "name", "kind", "wrong"),
    [
        ("clerk", "GD-2021-1.txt", "accepted", []),  # only one is waited for
        ("clerk", "gd-2021-1 合同（两份）.txt", "accepted", []),
        ("sales", "GD-2021-1 合同.txt", "refused", ["role.wrong"]),
        ("clerk", "GD-2021-2 合同.txt", "stray", ["file.kind"]),  # no such case
        ("clerk", "GD-2021-10 合同.txt", "stray", ["file.kind"]),
        ("sales", "GD-2021-1 proof of payment.txt", "parked", ["early"]),
    ],
)
def test_what_a_name_says(office, role, name, kind, wrong):
    outcome = drops(office, role, name)
    assert (outcome.kind, office.wrong(outcome)) == (kind, wrong)


def test_which_it_is_must_be_clear(office):
    drops(office, "clerk", "GD-2021-1 合同.txt")
    drops(office, "sales", "GD-2021-1 付款凭证.txt", b"paid")
    assert office.wrong(drops(office, "clerk", "GD-2021-1 scan.txt", b"what")) == ["enclosure.which"]
    assert "Hợp đồng đã ký, Chứng từ chuyển tiền" in office.letter("clerk")[0]


def test_one_that_comes_early_waits_and_one_more_of_a_kind_is_only_kept(office):
    drops(office, "sales", "GD-2021-1 proof of payment.txt")
    drops(office, "clerk", "GD-2021-1 合同.txt", b"signed")
    office.run()
    assert office.stage() == "done"
    assert drops(office, "clerk", "GD-2021-1 合同 2.txt", b"again").kind == "accepted"
    assert (office.stage(), office.case()["files"]) == ("done", 4)


def test_it_can_be_taken_back_but_not_when_it_was_only_kept(office):
    drops(office, "clerk", "GD-2021-1 合同.txt")
    assert steer(office.watcher.desk, "undo", "GD-2021-1", "Nhầm bản.") is None
    assert office.stage() == "signing"
    assert drops(office, "clerk", "GD-2021-1 合同.txt").kind == "accepted"


def test_a_file_cut_off_on_its_way_is_not_kept(office):
    assert office.wrong(drops(office, "clerk", "GD-2021-1 合同.pdf", sheet("CONTRACT")[:900])) == ["file.damaged"]
