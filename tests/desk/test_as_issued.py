"""Documents of a flow as each reader gets them: planned for every flow there is, brought out by the desk's own road."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from casedrop.calendar.dates import moment
from casedrop.cli.main import run
from casedrop.desk.authoring.as_issued import papers_of
from casedrop.desk.authoring.invented_case import InventedCase
from casedrop.desk.rendering.render import render
from casedrop.desk.room import open_room
from casedrop.formats.shown_texts import shown_texts
from casedrop.language.problem import LANGS
from casedrop.workspace.workspace import usable
from offices import begun
from shipped import ROOT

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on the PATH")
FLOWS = sorted(path.parent.name for path in (ROOT / "forms").glob("*/flow.yaml"))


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return begun(tmp_path_factory.mktemp("issued") / "office")


@pytest.fixture(scope="module")
def room(root):
    workspace = usable(root)
    made = open_room(workspace, lambda: moment("2026-11-28 09:00", workspace.settings.zone))
    yield made
    made.ledger.close()


def planned(room, flow, lang="en"):
    return list(InventedCase(room, room.workspace.book.flows[flow], lang).documents())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("flow", FLOWS)
def test_every_document_of_every_flow_can_be_planned(room, flow, lang):
    issues = [issue for stage in room.workspace.book.flows[flow].stages.values() for issue in stage.issues]
    documents = planned(room, flow, lang)
    assert [(one.stage.id, one.problem) for one in documents if one.problem] == []
    assert [one.made.form for one in documents] == [issue.form for issue in issues]


def test_a_document_says_what_has_come_by_then_and_no_more(room):
    sheets = [one.made.answers for one in planned(room, "customization") if one.made.form == "customization-analysis"]
    at = dict(zip(("handed", "leader", "rework", "technical"), sheets, strict=False))
    assert "review" not in at["leader"]
    assert at["technical"]["review"]["result"] == "approved"
    assert "feasible" not in at["technical"]["items"][0]


def test_what_other_forms_have_said_stands_in_the_next_one(room):
    quote = next(one.made for one in planned(room, "customization") if one.made.form == "customization-quote")
    assert (quote.to, quote.answers["customer"]["name"]) == (
        "customer",
        sample("customization-analysis")["customer"]["name"],
    )
    assert quote.answers["total"]


def sample(name):
    (path,) = (ROOT / "forms").glob(f"*/{name}.sample.en.json")
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_reduced_document_shows_nothing_of_what_it_hides(room):
    (reduced,) = (one.made for one in planned(room, "implementation") if one.made.hidden)
    said = "\n".join(shown_texts(render(room, reduced), "docx"))
    assert (reduced.form, reduced.hidden["/contract/amount"]) == ("contract-handover.reduced", "38400")
    assert "38,400" not in said
    assert reduced.answers["customer"]["name"] in said


@needs_office
def test_each_copy_and_reader_has_a_paper_of_his_own(room):
    papers = papers_of(room, room.workspace.book.flows["acceptance"], "en")
    assert [paper.stem for paper in papers] == [
        "01-planning.acceptance-plan.manager",
        "02-colleagues.acceptance-plan.manager",
        "03-replanning.acceptance-plan.manager",
        "04-customer.acceptance-plan.customer",
        "05-reporting.acceptance-report.manager+implementation",
        "06-again.acceptance-report.customer",
        *(f"07-signing.acceptance-report.customer.{k}-of-4" for k in (1, 2, 3, 4)),
    ]
    assert [p for paper in papers for p in paper.problems if not p.is_advice] == []
    said = [text(paper.pdf) for paper in papers]
    assert ["Original 3 of 4" in one for one in said] == [False] * 8 + [True, False]
    assert "Finance" in said[8]
    assert all(paper.name.endswith(".pdf") for paper in papers[5:])


def text(pdf):
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


@needs_office
def test_the_command_writes_papers_beside_each_other_or_a_flow_on_one_sheet(root, tmp_path, capsys):
    words = ["-w", str(root), "preview", "--flow", "instalment", "--lang", "en", "--lang", "vi", "-o", str(tmp_path)]
    assert run([*words, "--as-issued", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    names = sorted(Path(file).name for file in told["files"])
    assert {one["lang"] for one in told["documents"]} == {"vi", "en"}
    assert all(one["pdf"] and one["to"] for one in told["documents"])
    assert [name for name in names if name.endswith(".vi.pdf")]
    assert [name for name in names if name.endswith(".1.png")]
    assert run([*words, "--sheet"]) == 0
    assert [Path(line).name for line in capsys.readouterr().out.splitlines()] == [
        "instalment.vi.png",
        "instalment.en.png",
    ]
    assert Image.open(tmp_path / "instalment.vi.png").width > 300


def test_without_libreoffice_each_paper_says_so(root, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    words = ["-w", str(root), "preview", "--flow", "instalment", "--lang", "en", "-o", str(tmp_path), "--as-issued"]
    assert run(words) == 1
    assert "[doctor.soffice]" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("--as-issued",), ("complaint", "--flow", "complaint", "--sheet")])
def test_a_flow_is_named_and_no_form(root, words, capsys):
    assert run(["-w", str(root), "preview", *words]) == 2
    assert "Name a flow with --flow, and no form" in capsys.readouterr().err
