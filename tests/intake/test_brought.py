"""What a file brings along beside its answers is told to its sender, or refused where the office says so."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casedrop.desk.reading.examine import UNREADABLE, KnownForms, examine
from casedrop.desk.recording.lookups import LedgerRecords
from casedrop.formats import zips
from casedrop.forms.messages import sentence
from casedrop.forms.reading import Examined, Reading
from casedrop.intake.brought import REFUSALS
from casedrop.intake.judge import judge
from casedrop.intake.submission import Submission
from casedrop.intake.verdict import OpensCase, Refused, Stray
from casedrop.language.messages import codes
from casedrop.language.problem import LANGS, Problem
from casedrop.store.ledger import Ledger
from casedrop.workspace.settings import read_settings
from casedrop.workspace.workspace import read
from formats.word_samples import VISIT, visit_template
from intake.test_judge import FORM, KEY, NOW, answers
from shipped import ROOT

SOURCES = [path.read_text(encoding="utf-8") for path in (ROOT / "src/casedrop").rglob("*.py")]
MACRO = Problem("noted.macro")


@pytest.fixture(scope="module")
def book():
    return read(ROOT).book


@pytest.fixture
def records(tmp_path):
    ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.db", datetime(2026, 3, 2, tzinfo=UTC))
    yield LedgerRecords(ledger)
    ledger.close()


def verdict(book, records, reading, **says):
    submission = Submission(Examined("docx", "", reading), "a" * 64, "file.docx", "sales", NOW)
    return judge(replace(book, **says), records, KEY, submission)


def test_what_a_form_brings_along_is_told_when_it_is_taken(book, records):
    taken = verdict(book, records, Reading(FORM, "en", answers=answers(), notices=(MACRO,)))
    assert isinstance(taken, OpensCase)
    assert [p.say("en") for p in taken.notices][:1] == [
        "The file holds macros; none was run. Send files without macros: save it as .docx or .xlsx."
    ]


def test_what_is_told_about_a_field_names_it(book, records):
    struck = Problem("noted.struck", pointer="/customer/name", args={"given": "cũ"})
    taken = verdict(book, records, Reading(FORM, "en", answers=answers(), notices=(struck,)))
    label = book.forms[FORM].label("/customer/name", "en")
    assert sentence(None, taken.notices[0], "en").startswith(f"{label}: ")


@pytest.mark.fault("B5")
@pytest.mark.parametrize("word", REFUSALS)
def test_an_office_may_refuse_it_and_then_says_what_to_do(book, records, word):
    for told, code in REFUSALS[word].items():
        brings = Reading(FORM, "en", answers=answers(), notices=(Problem(told, args={"target": "x"}),) * 2)
        refused = verdict(book, records, brings, refused=frozenset((word,)))
        assert (type(refused), [p.code for p in refused.problems]) == (Refused, [code])


def test_it_is_refused_in_a_file_that_is_no_form_too(book, records):
    brings = Reading(problems=(Problem("form.unknown"),), notices=(MACRO,))
    assert isinstance(verdict(book, records, brings), Stray)
    assert isinstance(verdict(book, records, brings, refused=frozenset(("macros",))), Refused)


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        ("", set()),
        ('[intake]\nmacros = "tell"', set()),
        ('[intake]\nmacros = "refuse"', {"macros"}),
        ('[intake]\nmacros = "refuse"\nlinks = "refuse"\nembedded = "refuse"', {"macros", "links", "embedded"}),
    ],
)
def test_the_settings_say_what_is_refused(tmp_path, lines, refused):
    whole = re.sub(r"\[intake\][^\[]*", "", (ROOT / "casedrop.toml").read_text(encoding="utf-8"))
    (tmp_path / "casedrop.toml").write_text(f"{whole}\n{lines}\n", encoding="utf-8")
    settings, problems = read_settings(tmp_path)
    assert (settings and settings.refused, problems) == (refused, ())


@pytest.mark.parametrize(
    ("line", "code"),
    [('macros = "run"', "setting.value"), ("macros = true", "setting.value"), ('scripts = "tell"', "name.unknown")],
)
def test_a_word_that_means_nothing_is_a_mistake_of_the_settings(tmp_path, line, code):
    whole = re.sub(r"\[intake\][^\[]*", "", (ROOT / "casedrop.toml").read_text(encoding="utf-8"))
    (tmp_path / "casedrop.toml").write_text(f"{whole}\n[intake]\n{line}\n", encoding="utf-8")
    assert [p.code for p in read_settings(tmp_path)[1]] == [code]


EXTERNAL = (
    b'<Relationships><Relationship Id="r" Type="x/attachedTemplate" Target="https://a.example/t.dotm" '
    b'TargetMode="External"/></Relationships>'
)
BODY = b'<w:p><w:r><w:instrText xml:space="preserve"> %s </w:instrText></w:r></w:p><w:sectPr>'


def brings(**parts):
    """What is told of a form with more parts, or with a field's code in its body."""
    whole = zips.read_parts(visit_template())
    code = parts.pop("code", b"")
    whole["word/document.xml"] = whole["word/document.xml"].replace(
        b"<w:sectPr>", BODY % code if code else b"<w:sectPr>"
    )
    data = zips.write_parts({**whole, **{name.replace("__", "/"): part for name, part in parts.items()}})
    seen = examine(data, KnownForms({VISIT.id: VISIT}, {(VISIT.id, lang): visit_template() for lang in LANGS}, "vi"))
    return [(p.code, p.args.get("target", "")) for p in seen.reading.notices]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({}, []),
        ({"word__vbaProject.bin": b"x"}, [("noted.macro", "")]),
        ({"word__vbaData.xml": b"<x/>"}, [("noted.macro", "")]),
        ({"word__activeX__activeX1.xml": b"<x/>"}, [("noted.macro", "")]),
        ({"word__embeddings__oleObject1.bin": b"x"}, [("noted.embedded", "oleObject1.bin")]),
        ({"word__embeddings__Book.xlsx": b"x"}, [("noted.embedded", "Book.xlsx")]),
        ({"word__afchunk.htm": b"x"}, [("noted.embedded", "afchunk.htm")]),
        ({"word___rels__settings.xml.rels": EXTERNAL}, [("noted.external", "https://a.example/t.dotm")]),
        ({"code": b"DDEAUTO c:\\\\x cmd"}, [("noted.external", "DDE")]),
        ({"code": b'INCLUDETEXT "https://a.example/x"'}, [("noted.external", "INCLUDETEXT https://a.example/x")]),
        ({"code": b"INCLUDEPICTURE pic.png"}, [("noted.external", "INCLUDEPICTURE pic.png")]),
        ({"code": b'HYPERLINK "https://a.example"'}, []),
        ({"code": b"PAGE"}, []),
    ],
)
def test_what_sniffing_finds_in_a_form_is_told_whole(parts, told):
    assert brings(**parts) == told


def named(pattern):
    return {code for source in SOURCES for code in re.findall(pattern, source)}


def test_every_trait_that_sniffing_or_reading_finds_leads_to_a_sentence():
    sniffed = {code for code in named(r'Problem\("(file\.[\w-]+)"') if code not in UNREADABLE}
    told = {code for kinds in REFUSALS.values() for code in kinds}
    assert {
        code.replace("file.", "noted.") for code in sniffed & {"file.macro", "file.external", "file.embedded"}
    } <= told
    for lang in LANGS:
        assert told | named(r'"(noted\.[\w-]+)"') <= codes(lang)
        assert {code for kinds in REFUSALS.values() for code in kinds.values()} <= codes(lang)
