"""`casedrop diff` says what changed since the version running cases go by, and what that breaks."""

from __future__ import annotations

import json
import shutil

import pytest

from casedrop.cli.main import run
from casedrop.desk.admin import diff
from casedrop.workspace.workspace import usable
from stories.office import Clock, Office, moved
from stories.test_versions import CASE, FLOW, FORM, RENAMED, SCHEMA, SHORTER, edit

SHEET = "Customization Request Analysis Sheet"
SAMPLE = "forms/customization/customization-analysis.sample"
STAYS = f"{CASE} goes on by the earlier version; it could be moved (casedrop migrate-cases {CASE} --apply)."
OUT = f"{CASE}: “{SHEET}” is out; when it comes back, it is read by the template it was filled with."
RAISE = "The version is still 1; write 2 in forms/customization/flow.yaml."


@pytest.fixture
def change(tmp_path):
    """change(office, edits) is the office, copied, with changed files, as one finds it who has just edited them."""
    opened = []

    def changed(office, edits):
        root = tmp_path / "changed"
        shutil.copytree(office.workspace.root, root)
        for path, pairs in edits.items():
            edit(root / path, pairs)
        opened.append(Office(moved(usable(root), root), tmp_path / "hands", Clock(office.clock.now)))
        return opened[-1]

    yield changed
    for office in opened:
        office.close()


def told(office, *words):
    """What changed, and what that breaks: codes with their files, sentences, and what keeps the case where it is."""
    (one,) = diff.compared(office.room, words)
    problems = [f"{p.code} {p.place.args['file']}" for p in one.problems]
    stays = [f"{p.code} {move.case.id}" for move in one.moves for p in move.problems]
    return [d.say("en") for d in one.differences], [*problems, *(d.say("en") for d in one.meets), *stays]


def test_a_shorter_deadline(after, change):
    assert told(change(after("pricing"), SHORTER)) == (
        [
            "“Quoted” – deadline: 10 day(s) after analysis.quote_date. "
            "Before – deadline: 15 day(s) after analysis.quote_date."
        ],
        [RAISE, STAYS],
    )


def test_a_new_stage_another_name_and_what_no_longer_fits(after, change):
    changes, breaks = told(change(after("opening"), RENAMED))
    assert changes == [
        "“To be taken over: Sales” has otherwise changed (awaits).",
        "From “Review by Sales leader” the way now leads to Second look, Rework by Sales, "
        "before to Answer of Technical department, Rework by Sales.",
        "The stage “Second look” is new.",
        "“Quoted” – deadline: 10 day(s) after analysis.quote_date. Before – deadline: 15 day(s) after analysis.quote_date.",
        f"{SHEET}: “Summary” is now kept as /outline, no longer as /summary.",
        f"{SHEET}: Its template has changed (vi, zh-Hans, zh-Hant, en).",
    ]
    samples = [line for line in breaks if ".sample." in line]
    assert samples[:2] == [
        f"{SAMPLE}.vi.json: this sample no longer fits: /summary: The form has no such field. Take out what was added.",
        f"{SAMPLE}.vi.json: this sample no longer fits: Summary: This is required and still empty. Fill it in.",
    ]
    assert [line for line in breaks if line not in samples] == [
        RAISE,
        OUT,
        f"migrate.gone {CASE}",
        f"migrate.asked {CASE}",
    ]


def test_what_still_speaks_of_a_field_that_is_gone_is_told_with_its_file(after, change):
    office = change(after("opening"), {SCHEMA: [('"quote_date"', '"quoted_on"')], FORM: [("version: 1", "version: 2")]})
    changes, breaks = told(office)
    assert changes == [f"{SHEET}: “Quotation date” is now kept as /quoted_on, no longer as /quote_date."]
    assert {line for line in breaks if line.split()[0] in ("name.unknown", "template.pointer", "template.lacks")} >= {
        f"name.unknown {FLOW}",
        "template.pointer templates/customization/customization-analysis.xlsx",
        "template.lacks templates/customization/customization-analysis.xlsx",
    }


def test_a_comment_changes_nothing(after, change):
    office = change(after("opening"), {FLOW: [("start: analysis\n", "start: analysis  # where it begins\n")]})
    assert told(office) == ([], [STAYS])


def test_of_a_form_only_what_is_its_own(after, change):
    office = change(after("opening"), RENAMED)
    assert [line.split(":")[0] for line in told(office, "customization-analysis")[0]] == [SHEET, SHEET]
    assert diff.compared(office.room, ["acceptance"]) == []
    assert diff.unknown(office.room, ["customization", "customization-quote", "frobnication"]) == ["frobnication"]


def test_a_flow_that_is_gone(after, change):
    changes, breaks = told(change(after("opening"), {FLOW: []}))
    assert (changes, breaks) == (["The flow is no longer there."], [OUT, f"migrate.flow {CASE}"])


def test_a_version_whose_files_are_lost(after, tmp_path):
    root = tmp_path / "lost"
    shutil.copytree(after("opening").workspace.root, root, ignore=shutil.ignore_patterns("_shelf"))
    edit(root / FLOW, SHORTER[FLOW])
    office = Office(moved(usable(root), root), tmp_path / "hands", Clock(after("opening").clock.now))
    assert told(office)[0] == ["The files of the earlier version are no longer in the archive."]
    office.close()


def said(capsys, office, *words):
    code = run(["-w", str(office.workspace.root), "--at", "2021-06-24", "diff", *words])
    return code, capsys.readouterr().out


def test_the_command_speaks_the_readers_language(after, change, capsys):
    office = change(after("pricing"), SHORTER)
    assert said(capsys, office, "customization", "--lang", "zh-Hant") == (
        1,
        f"客製化開發：第1版至第1版；仍按舊版辦理的個案：{CASE}\n"
        "  「已報價」：逾期：analysis.quote_date後10天；原為：逾期：analysis.quote_date後15天。\n"
        "受影響的有：\n"
        "  版本編號仍為1，請在forms/customization/flow.yaml中改為2。\n"
        f"  {CASE}仍按舊版辦理，可以轉移（casedrop migrate-cases {CASE} --apply）。\n",
    )
    (one,) = json.loads(said(capsys, office, "--json")[1])
    assert (one["flow"], one["cases"], [line["kind"] for line in one["changes"]], one["breaks"]) == (
        "customization",
        {CASE: []},
        ["stage_deadline"],
        True,
    )


def test_where_nothing_changed_and_of_what_is_not_there(after, capsys):
    office = after("opening")
    assert said(capsys, office, "--lang", "en") == (0, "Every running case goes by the present files.\n")
    assert said(capsys, office, "frobnication")[0] == 2
