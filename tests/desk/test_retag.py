"""A Word template that LibreOffice saved gets the names of its fields back."""

import io
import json
import re
import shutil
import zipfile

import pytest

from casedrop.cli.main import run
from casedrop.formats import word, zips
from casedrop.formats.word.filling.code import coded
from offices import begun
from papers import VISIT
from restyling import restyle

VISIT_WITH_BOXES = f"""{VISIT}\
  - name: mood
    labels: {{vi: Mức hài lòng, zh-Hans: 满意度, zh-Hant: 滿意度, en: Mood}}
    choices:
      good: {{vi: Tốt, zh-Hans: 好, zh-Hant: 好, en: Good}}
      bad: {{vi: Chưa tốt, zh-Hans: 不好, zh-Hant: 不好, en: Bad}}
  - name: people
    labels: {{vi: Người gặp, zh-Hans: 会见人, zh-Hant: 會見人, en: People}}
    columns:
      - {{name: name, labels: {{vi: Họ tên, zh-Hans: 姓名, zh-Hant: 姓名, en: Name}}}}
"""
SAID = {
    "visited_on": "2021-06-23",
    "seen": "Một.\nHai.",
    "mood": "bad",
    "people": [{"name": "A"}, {"name": "B"}],
}


@pytest.fixture
def template(tmp_path, monkeypatch):
    """The template of a new form, in the workspace that is the current folder."""
    root = tmp_path / "office"
    begun(root)
    monkeypatch.chdir(root)
    (root / "visit-note.yaml").write_text(VISIT_WITH_BOXES, encoding="utf-8")
    assert run(["new", "form", "visit-note.yaml"]) == 0
    return root / "templates/visits/visit-note.docx"


def without_tags(data):
    """A Word file whose controls have no tags."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info, re.sub(rb"<w:tag [^>]*/>", b"", old.read(info)))
    return out.getvalue()


def fields(template):
    """The lines of a template's body in which a field stands; over how many columns does not count."""
    return [line.split(" (spans")[0] for line in word.outline(template.read_bytes()).splitlines() if "[/" in line]


def says_what_is_filled_in(root, capsys):
    """Whether answers filled into the form are what is read from it, with no problem."""
    (root / "said.json").write_text(json.dumps(SAID), encoding="utf-8")
    assert run(["fill", "visit-note", "--data", "said.json", "-o", "filled.docx"]) == 0
    capsys.readouterr()
    code = run(["read", "filled.docx", "--json"])
    return code == 0 and json.loads(capsys.readouterr().out)["answers"] == SAID


def test_every_field_has_its_name_again(template, capsys):
    before = fields(template)
    template.write_bytes(without_tags(template.read_bytes()))
    assert (fields(template), run(["check"])) == ([], 1)
    capsys.readouterr()
    assert run(["retag", "visit-note"]) == 0
    assert capsys.readouterr().out == "templates/visits/visit-note.docx: 5 fields have their names again\n"
    assert fields(template) == before


def test_a_template_that_lacks_nothing_stays_as_it_is(template, capsys):
    before = template.read_bytes()
    capsys.readouterr()
    assert run(["retag", "visit-note"]) == 0
    assert capsys.readouterr().out.endswith(": 0 fields have their names again\n")
    assert template.read_bytes() == before


def test_what_cannot_be_known_is_told(template, capsys):
    bare = without_tags(template.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bare)) as old, zipfile.ZipFile(template, "w") as new:
        for info in old.infolist():
            new.writestr(info, re.sub(rb"<w:bookmark(Start|End) [^>]*/>", b"", old.read(info)))
    capsys.readouterr()
    assert run(["retag", "visit-note"]) == 1
    assert capsys.readouterr().err.count("[template.lacks]") == 4


@pytest.mark.usefixtures("template")
@pytest.mark.parametrize("form", ["no-form", "customization-analysis"])
def test_only_word_forms(capsys, form):
    capsys.readouterr()
    assert run(["retag", form]) == 2
    assert f"There is no Word form {form}. See: casedrop forms" in capsys.readouterr().err


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on the PATH")
def test_saved_by_libreoffice_itself(template, capsys):
    before = fields(template)
    restyle("office", template, "Open it in LibreOffice and save it.", template.parents[2])
    assert fields(template) == []
    assert run(["retag", "visit-note"]) == 0
    assert fields(template) == before
    assert says_what_is_filled_in(template.parents[2], capsys)


def test_a_code_stands_in_a_header_once_though_its_place_was_doubled(template):
    parts = zips.read_parts(template.read_bytes())
    place = re.compile(rb'<w:bookmarkStart [^>]*w:name="_qr"[^>]*/>')
    twice = {name: place.sub(lambda found: found[0] * 2, part) for name, part in parts.items()}
    pictures = [b"".join(coded(p, {"doc": {"code": "X"}}).values()).count(b'name="code"') for p in (parts, twice)]
    assert pictures[0] == pictures[1] > 0
