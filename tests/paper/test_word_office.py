"""What LibreOffice makes of our documents when somebody opens and saves them there, and what a PDF of them shows."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from word_samples import FACTS, FORMS, full

from casedrop.core.model import LANGS
from casedrop.paper import word
from strategies import NASTY

SOFFICE = shutil.which("soffice")
PLAIN = ("Lò số 3", "Chị Năm Bánh Bao", "雲上麵包", "Oven & Sons")

pytestmark = pytest.mark.skipif(not SOFFICE, reason="needs LibreOffice")


def cases():
    """Every form in every language: going out, to be filled by the opening hand (blank too), and full of hard texts."""
    for name, (form, _) in FORMS.items():
        for lang in LANGS:
            yield name, lang, "out", frozenset(), full(form, PLAIN)
            yield name, lang, "blank", form.writable(None), {}
            yield name, lang, "none", frozenset(), {}
            yield name, lang, "hard", frozenset(form.by_pointer), full(form, NASTY, rows=1)


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """The documents of all cases as LibreOffice saves them, converted in one go."""
    before, after = tmp_path_factory.mktemp("before"), tmp_path_factory.mktemp("after")
    for name, lang, hand, writable, answers in cases():
        form, template = FORMS[name]
        data = word.fill(template, form, lang, answers, writable=writable, stamp="S-7", facts=FACTS)
        (before / f"{name}.{lang}.{hand}.docx").write_bytes(data)
    profile = tmp_path_factory.mktemp("profile").as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    subprocess.run(
        [*command, "--outdir", after, *sorted(before.iterdir())], check=True, capture_output=True, timeout=90
    )
    return after


@pytest.mark.parametrize("case", [*cases()], ids=lambda c: ".".join(c[:3]))
def test_a_document_saved_by_libreoffice_says_the_same(saved, case):
    name, lang, hand, _, answers = case
    form, template = FORMS[name]

    reading = word.read((saved / f"{name}.{lang}.{hand}.docx").read_bytes(), form, lang, template)

    assert (reading.answers, reading.problems, reading.stamp) == (answers, (), "S-7")
