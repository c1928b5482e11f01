"""`check --fix` mends what has one safe answer, says what, keeps what people wrote, and changes nothing the second time."""

import json
import shutil
import unicodedata

import docx
import pytest

from casedrop.cli.main import run
from casedrop.desk.authoring import fix
from offices import looked_at
from trees import ROOT, planted_flows

FORM = "forms/complaint/complaint.yaml"
NAMES = 'names:\n  vi: "{{ title }} {{ customer.short_name }}"\n'
ALIASES = "aliases: [Phiếu khiếu nại, 投诉单, 投訴單, 客訴處理單, 客訴單, Complaint slip]"
OUTLINE = "templates/complaint/complaint.docx.outline.txt"
LINE = "# yaml-language-server: $schema=../../.casedrop/schemas/form.schema.json"


@pytest.fixture
def tree(tmp_path):
    """The files of one flow, as far as they are mended."""
    for name in (".casedrop", "forms/complaint", "schemas/complaint", "templates/complaint"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "casedrop.toml", tmp_path)
    return tmp_path


@pytest.fixture
def whole(tmp_path):
    """A workspace of two flows, for `check` to look at."""
    shutil.copytree(ROOT / ".casedrop", tmp_path / ".casedrop")
    return looked_at(planted_flows(tmp_path, "complaint"))


@pytest.fixture
def say(capsys, whole):
    def said(*words):
        code = run(["-w", str(whole), "check", *words])
        return code, capsys.readouterr().out.splitlines()

    return said


def rewritten(path, old, new):
    """What a file held before one thing in it was replaced."""
    before = path.read_bytes()
    assert old in before
    path.write_bytes(before.replace(old, new))
    return before


def mended(tree):
    """(file:line, code, before, after) of what was changed; a second time nothing is."""
    done = fix.carried(tree, fix.planned(tree))
    assert fix.planned(tree) == []
    return [(f"{c.file}:{c.line}", c.code, c.before, c.after) for one in done for c in one.changes]


@pytest.mark.parametrize(
    ("file", "old", "new", "change"),
    [
        (FORM, b"# yaml", "\ufeff# yaml".encode(), (1, "file.bom", "BOM", "–")),
        (FORM, b"\n", b"\r\n", (1, "file.line-ends", "CRLF", "LF")),
        (FORM, LINE.encode() + b"\n", b"", (1, "editor.line", "–", LINE)),
        (
            FORM,
            ALIASES.encode(),
            ALIASES.replace("客訴處理單", "投诉单, 客訴處理單, 投诉单").encode(),
            (16, "aliases.double", ALIASES.replace("客訴處理單", "投诉单, 客訴處理單, 投诉单"), ALIASES),
        ),
        (
            FORM,
            "Phiếu xử lý khiếu nại".encode(),
            unicodedata.normalize("NFD", "Phiếu xử lý khiếu nại").encode(),
            (
                12,
                "text.composed",
                unicodedata.normalize("NFD", "vi: Phiếu xử lý khiếu nại"),
                "vi: Phiếu xử lý khiếu nại",
            ),
        ),
        (
            "schemas/complaint/complaint.schema.json",
            b"../../.casedrop/schemas/form-schema.schema.json",
            b"https://json-schema.org/draft/2020-12/schema",
            (
                2,
                "editor.line",
                '"$schema": "https://json-schema.org/draft/2020-12/schema",',
                '"$schema": "../../.casedrop/schemas/form-schema.schema.json",',
            ),
        ),
        ("casedrop.toml", b"#:schema", "\ufeff#:schema".encode(), (1, "file.bom", "BOM", "–")),
    ],
    ids=["bom", "crlf", "line", "alias", "nfd", "schema", "settings"],
)
def test_what_is_mended_is_told_and_as_it_was(tree, file, old, new, change):
    before = rewritten(tree / file, old, new)
    wrong = (tree / file).read_bytes()
    assert mended(tree) == [(f"{file}:{change[0]}", *change[1:])]
    assert (tree / file).read_bytes() == before
    (kept,) = (path for path in (tree / ".casedrop/replaced").rglob("*") if path.is_file())
    assert (kept.name.rsplit(".", 1)[0], kept.read_bytes()) == (file.rsplit("/", 1)[-1], wrong)


def test_names_that_were_left_out_are_those_of_a_new_form(tree):
    text = (tree / FORM).read_text(encoding="utf-8")
    start = text.index("names:")
    (tree / FORM).write_text(text[:start] + text[text.index("texts:", start) :], encoding="utf-8")
    assert [(code, after) for _, code, _, after in mended(tree)] == [("names.missing", "names:")]
    assert (
        (tree / FORM)
        .read_text(encoding="utf-8")
        .endswith(
            "\nnames:\n"
            + "".join(f'  {x}: "{{{{ title }}}} {{{{ doc.number }}}}"\n' for x in ("vi", "zh-Hans", "zh-Hant", "en"))
        )
    )


def test_the_schemas_for_editors_come_back_and_are_brought_up_to_date(tree):
    (tree / ".casedrop/schemas/flow.schema.json").unlink()
    (tree / ".casedrop/schemas/form.schema.json").write_text("{}")
    assert mended(tree) == [
        (".casedrop/schemas/flow.schema.json:1", "editor.schema", "–", "new"),
        (".casedrop/schemas/form.schema.json:1", "editor.schema", "old", "new"),
    ]
    assert not (tree / ".casedrop/replaced").exists()


def test_an_outline_follows_its_template(tree):
    template = tree / OUTLINE.removesuffix(".outline.txt")
    document = docx.Document(str(template))
    document.add_paragraph("Xin cảm ơn.")
    document.save(str(template))
    ((where, code, before, after),) = mended(tree)
    assert (where.rsplit(":", 1)[0], code, before != after) == (OUTLINE, "template.outline", True)
    assert "Xin cảm ơn." in (tree / OUTLINE).read_text(encoding="utf-8")


def test_a_dry_run_says_it_and_changes_nothing(whole, say):
    rewritten(whole / FORM, b"\n", b"\r\n")
    wrong = (whole / FORM).read_bytes()
    assert say("--fix", "--dry-run") == (
        1,
        [f"{FORM}:1: CRLF -> LF  [file.line-ends]", "1 file would be changed", "All is well."],
    )
    assert (whole / FORM).read_bytes() == wrong
    assert say("--fix") == (0, [f"{FORM}:1: CRLF -> LF  [file.line-ends]", "1 file changed", "All is well."])


def test_what_it_cannot_decide_it_leaves_and_tells(whole, say):
    rewritten(whole / FORM, b"format: docx", b"format: pdf")
    wrong = (whole / FORM).read_bytes()
    code, lines = say("--fix", "--json")
    told = json.loads("\n".join(lines))
    assert (code, told["changes"], told["problems"][0]["code"]) == (1, [], "yaml.schema")
    assert (whole / FORM).read_bytes() == wrong


def test_a_file_that_changed_meanwhile_stays_as_it_is(tree):
    rewritten(tree / FORM, b"\n", b"\r\n")
    plan = fix.planned(tree)
    (tree / FORM).write_bytes(b"form: mine\n")
    assert fix.carried(tree, plan) == []
    assert (tree / FORM).read_bytes() == b"form: mine\n"


def test_a_dry_run_goes_with_fix(say):
    assert say("--dry-run")[0] == 2
