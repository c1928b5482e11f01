"""What LibreOffice makes of our documents when somebody opens and saves them there, and what a PDF of them shows."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from casedrop.formats import word, zips
from casedrop.forms.reading import Mark
from casedrop.forms.wording import changes
from formats.word_samples import FACTS, FORMS, full, told
from strategies import NASTY, languages

SOFFICE = shutil.which("soffice")
AT_ONCE = 80
"""Documents a call of LibreOffice converts: of some three hundred it leaves out the last without a word."""
PLAIN = ("Lò số 3", "Chị Năm Bánh Bao", "雲上麵包", "Oven & Sons")

pytestmark = pytest.mark.skipif(not SOFFICE, reason="needs LibreOffice")


def cases():
    """Every form: going out, empty, to be filled, and full of hard texts, each in the languages whose turn it is."""
    for turn, (name, (form, _)) in enumerate(FORMS.items()):
        hands = (
            ("out", frozenset(), full(form, PLAIN)),
            ("blank", form.writable(None), {}),
            ("hard", frozenset(form.by_pointer), full(form, NASTY, rows=1)),
        )
        for k, (hand, writable, answers) in enumerate(hands):
            yield from ((name, lang, hand, writable, answers) for lang in languages(turn + k))


def convert(folder, profile, files):
    """The folder, holding the files as LibreOffice saves them."""
    command = [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """The documents of all cases as LibreOffice saves them."""
    before, after = tmp_path_factory.mktemp("before"), tmp_path_factory.mktemp("after")
    for name, lang, hand, writable, answers in cases():
        form, template = FORMS[name]
        data = word.fill(template, form, lang, answers, writable=writable, stamp="S-7", facts=FACTS)
        (before / f"{name}.{lang}.{hand}.docx").write_bytes(data)
    profile, files = tmp_path_factory.mktemp("profile"), sorted(before.iterdir())
    for at in range(0, len(files), AT_ONCE):
        convert(after, profile, files[at : at + AT_ONCE])
    return after


def issued(name, lang, writable, answers):
    """What a case's document prints as we made it."""
    form, template = FORMS[name]
    data = word.fill(template, form, lang, answers, writable=writable, stamp="S-7", facts=FACTS)
    return word.read(data, form, lang, template).printed


@pytest.mark.parametrize("case", [*cases()], ids=lambda c: ".".join(c[:3]))
def test_a_document_saved_by_libreoffice_says_the_same(saved, case):
    name, lang, hand, writable, answers = case
    form, template = FORMS[name]

    reading = word.read((saved / f"{name}.{lang}.{hand}.docx").read_bytes(), form, lang, template)

    # Nobody sends back a paper that only goes out; what it says in sentences, its document alone can tell.
    asked = reading.problems if form.returns else ()
    assert (reading.answers, asked, reading.stamp) == (told(form, template, answers), (), "S-7")
    assert not form.returns or changes(issued(name, lang, writable, answers), reading.printed) == ()


def test_marks_survive_libreoffice(tmp_path):
    form, template = FORMS["visit"]
    data = word.fill(template, form, "vi", {}, writable=form.writable(None), stamp="", facts=FACTS)
    place = word.read(data, form, "vi", template).found["/fee"].place
    (tmp_path / "a.docx").write_bytes(word.mark(data, [Mark(place, "Ghi số tiền.")]))
    (tmp_path / "out").mkdir()

    saved = convert(tmp_path / "out", tmp_path / "profile", [tmp_path / "a.docx"]) / "a.docx"

    comments = zips.read_parts(saved.read_bytes())["word/comments.xml"].decode()
    assert "Ghi số tiền." in comments
    assert 'w:author="casedrop"' in comments
