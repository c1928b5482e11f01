"""Forms shown as they would be printed, and what is said where they cannot be."""

import io
import json
import shutil
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from casedrop.cli.main import run
from casedrop.formats.pdf.contact_sheets import contact_sheets
from casedrop.language.problem import LANGS
from offices import begun
from papers import VISIT

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on the PATH")
SAMPLE = Path("forms/visits/visit-note.sample.en.json")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A workspace with a new form in it."""
    root = tmp_path_factory.mktemp("made") / "office"
    begun(root)
    (root / "visit-note.yaml").write_text(VISIT, encoding="utf-8")
    assert run(["-w", str(root), "new", "form", str(root / "visit-note.yaml")]) == 0
    return root


@pytest.fixture
def office(made, tmp_path, monkeypatch):
    """That workspace, as the current folder, on a machine without LibreOffice."""
    root = shutil.copytree(made, tmp_path / "office")
    monkeypatch.chdir(root)
    monkeypatch.setenv("PATH", str(tmp_path))
    return root


@pytest.fixture
def say(capsys):
    """say(words…) runs a command and gives its exit code, output and errors."""

    def said(*words):
        code = run([*words])
        out = capsys.readouterr()
        return code, out.out, out.err

    return said


def speaks(office, lang, monkeypatch):
    """The workspace's own language is set, and whoever asks has asked for none."""
    monkeypatch.delenv("CASEDROP_LANG")
    settings = office / "casedrop.toml"
    settings.write_text(settings.read_text("utf-8").replace('language = "vi"', f'language = "{lang}"', 1), "utf-8")


def names(folder="preview"):
    return sorted(p.name for p in Path(folder).iterdir())


@needs_office
def test_a_pdf_a_language_and_a_picture_a_page(made, monkeypatch, tmp_path, say):
    monkeypatch.chdir(made)
    look = tmp_path / "look"
    look.mkdir()
    (look / "visit-note.9.png").write_bytes(b"of an earlier, longer form")
    (look / "visit-note.draft.png").write_bytes(b"somebody's own")
    code, out, err = say("preview", "visit-note", "--blank", "--lang", "en", "--lang", "vi", "-o", str(look))
    assert (code, err) == (0, "")
    assert [Path(line).name for line in out.splitlines()] == [
        "visit-note.vi.pdf",
        "visit-note.en.pdf",
        "visit-note.blank.vi.pdf",
        "visit-note.blank.en.pdf",
        "visit-note.1.png",
        "visit-note.blank.1.png",
    ]
    assert names(look) == sorted([*(Path(line).name for line in out.splitlines()), "visit-note.draft.png"])
    sample, blank = (Image.open(look / name) for name in ("visit-note.1.png", "visit-note.blank.1.png"))
    assert sample.width > 1.3 * sample.height
    assert sample.tobytes() != blank.tobytes()


@needs_office
def test_only_pictures_of_a_whole_flow_and_for_scripts(made, monkeypatch, tmp_path, say):
    monkeypatch.chdir(made)
    code, out, _ = say(
        "preview", "--flow", "visits", "--png", "--lang", "zh-Hant", "--json", "-o", str(tmp_path / "look")
    )
    assert (code, names(tmp_path / "look")) == (0, ["visit-note.1.png"])
    told = json.loads(out)
    assert [Path(f).name for f in told["files"]] == ["visit-note.1.png"]
    assert told["documents"] == [
        {"form": "visit-note", "lang": "zh-Hant", "hand": "sample", "pdf": True, "problems": []}
    ]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("vi", "Không tìm thấy LibreOffice, nên không tạo được PDF. Cài LibreOffice và để lệnh soffice trong PATH."),
        ("zh-Hans", "找不到LibreOffice，无法生成PDF。请安装LibreOffice，并确保PATH中有soffice。"),
        ("zh-Hant", "找不到LibreOffice，無法產生PDF。請安裝LibreOffice，並確保PATH中有soffice。"),
        ("en", "LibreOffice was not found, so no PDFs can be made. Install it, with soffice on the PATH."),
    ],
)
def test_without_libreoffice_the_files_themselves_come_and_it_is_said_once(office, say, monkeypatch, lang, sentence):
    speaks(office, lang, monkeypatch)
    code, _, err = say("preview", "visit-note")
    assert (code, err) == (1, f"{sentence}  [doctor.soffice]\n")
    assert names() == sorted(f"visit-note.{other}.docx" for other in LANGS)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("vi", "Biểu mẫu chưa có mẫu điền bằng ngôn ngữ này nên được hiển thị để trống. Hãy soạn tệp mẫu điền này."),
        ("zh-Hans", "该表格没有此语言的填写示例，因此按空白显示。请编写该示例文件。"),
        ("zh-Hant", "該表格沒有此語言的填寫範例，因此以空白顯示。請編寫該範例檔案。"),
        ("en", "The form has no sample in this language, so it is shown empty. Write this file."),
    ],
)
def test_a_sample_that_is_not_there_is_named(office, say, monkeypatch, lang, sentence):
    speaks(office, lang, monkeypatch)
    SAMPLE.unlink()
    code, _, err = say("preview", "visit-note", "--lang", "en")
    colon = "：" if lang.startswith("zh") else ": "
    assert (code, err.splitlines()[0]) == (1, f"visit-note.en: {SAMPLE}{colon}{sentence}  [sample.missing]")


@pytest.mark.parametrize(
    ("lang", "label"), [("vi", "Đã thấy"), ("zh-Hans", "所见"), ("zh-Hant", "所見"), ("en", "What was seen")]
)
def test_a_sample_no_file_can_hold_is_told_at_its_field_and_the_form_shown_empty(office, say, monkeypatch, lang, label):
    speaks(office, lang, monkeypatch)
    SAMPLE.write_text(json.dumps({"visited_on": "2021-06-23", "seen": "x" * 40_000}), encoding="utf-8")
    code, _, err = say("preview", "visit-note", "--lang", "en")
    assert code == 1
    assert err.splitlines()[0].startswith(f"visit-note.en: {label}")
    assert "[text.too-long]" in err
    assert names() == ["visit-note.en.docx"]


def test_a_template_that_cannot_be_filled_is_told_and_the_others_come(office, say):
    template = office / "templates/visits/visit-note.docx"
    shutil.copy(template, template.with_name("visit-note.vi.docx"))
    template.write_bytes(b"no package")
    code, _, err = say("preview", "visit-note")
    assert (code, names()) == (1, ["visit-note.vi.docx"])
    assert [line.split(":")[0] for line in err.splitlines() if "[desk.unprintable]" in line] == [
        f"visit-note.{lang}" for lang in LANGS if lang != "vi"
    ]
    template.unlink()
    assert say("preview", "visit-note", "--lang", "en")[2].splitlines()[0].endswith("[template.missing]")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("preview",), "Name a form, or a flow with --flow. See: casedrop forms"),
        (("preview", "no-form"), "There is no form no-form. See: casedrop forms"),
        (("preview", "--flow", "no-flow"), "There is no flow no-flow. There is: "),
        (("preview", "visit-note", "--lang", "fr"), "'fr' is not one of"),
    ],
)
def test_a_wrong_call_is_told(office, say, words, told):
    code, out, err = say(*words)
    assert (code, out) == (2, "")
    assert told in err
    assert not (office / "preview").exists()


def pdf(*heights):
    """A PDF of empty pages, 144 points wide."""
    writer, out = PdfWriter(), io.BytesIO()
    for height in heights:
        writer.add_blank_page(144, height)
    writer.write(out)
    return out.getvalue()


def test_a_sheet_has_a_gap_where_a_language_has_fewer_pages():
    sheets = contact_sheets({"vi": pdf(72, 72), "en": pdf(72)})
    first, second = (Image.open(io.BytesIO(sheet)) for sheet in sheets)
    assert first.size == second.size == (12 + 2 * (168 + 12), 30 + 84 + 12)
    white, left, right = (255, 255, 255), (90, 80), (270, 80)
    assert [first.getpixel(left) == white, first.getpixel(right) == white] == [True, True]
    assert [second.getpixel(left) == white, second.getpixel(right) == white] == [True, False]
    assert contact_sheets({"vi": pdf(72, 72), "en": pdf(72)}) == sheets
