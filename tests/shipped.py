"""The forms that casedrop comes with, for the tests that hold for every one of them: data, templates and filled pages."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import cache
from pathlib import Path

from lxml import etree

from casedrop.formats import word
from casedrop.forms.form import Form
from casedrop.forms.reading import Reading
from casedrop.forms.validate import judge
from casedrop.workspace.letterhead import letterhead
from casedrop.workspace.reading.forms import read_form
from casedrop.workspace.settings import read_settings

ROOT = Path(__file__).parents[1]
TITLES = read_settings(ROOT)[0].titles
CUSTOMIZATION = (
    "customization-quote",
    "contract-appendix",
    "agreement-record",
    "project-start-notice",
    "handover-record",
)
ACCEPTANCE = ("acceptance-plan", "acceptance-report", "originals-handover", "shelf-label")
SERVICE = ("dispatch-order", "onsite-service-record", "complaint")
DESK = ("case-decision",)
LICENSING = ("license-application", "arrival-certificate", "trial-application")
ONSITE_TRAINING = ("training-work-order", "training-feedback", "training-report")
PROBLEM = ("problem-record", "progress-contact")
TRAINING = (
    "training-application",
    "user-registration",
    "training-reply",
    "training-survey",
    "training-notice",
    "trainee-record",
    "training-certificate",
    "training-result-notice",
)
UPGRADE = ("upgrade-package", "upgrade-notice", "upgrade-confirmation", "upgrade-report")
INSTALLATION = ("installation-preparation", "installation-report", "installation-feedback", "communication-record")
PRESALES = ("contact-note", "preliminary-survey", "requirements-summary", "proposal")
RENEWAL = ("renewal-record",)
DATA_IMPORT = ("data-import-record",)
REQUIREMENT = ("solution-confirmation",)
CONTRACT = ("contract-summary", "contract-review", "contract-execution-confirmation")
IMPLEMENTATION = (
    "contract-handover", "preparation-confirmation", "survey-report", "issue-opinion", "implementation-plan",
    "training-session-record", "trial-run-record",
)  # fmt: skip
HANDBOOK = (*LICENSING, *INSTALLATION, *ONSITE_TRAINING, *UPGRADE, *PROBLEM, *CONTRACT, *REQUIREMENT)
PROJECTS = (*PRESALES, *IMPLEMENTATION, *DATA_IMPORT, *RENEWAL)
WORD = (*CUSTOMIZATION, *ACCEPTANCE, *SERVICE, *DESK, *HANDBOOK, *PROJECTS)
ALL = (*WORD, *TRAINING)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FACTS = {
    "company": letterhead(
        {
            "name": "Thuyền Giấy",
            "address": "1 Ví Dụ",
            "phone": "0905 550 147",
            "email": "a@b.example",
            "national_motto": True,
        },
        "vi",
    ),
    "doc": {
        "number": "X-2026-0001",
        "date": "2026-03-18",
        "readable": "X-v1 · X-2026-0001 · R6TB-2HXE",
        "audience": "customer",
    },
    "case": {"number": "TB-2026-0001"},
    "today": "2026-03-18",
}


@cache
def home(name: str) -> Path:
    """The declaration of a form."""
    (path,) = (ROOT / "forms").glob(f"*/{name}.yaml")
    return path


@cache
def form(name: str) -> Form:
    found, _ = read_form(ROOT, home(name), roles=TITLES)
    assert found is not None
    return found


def sample(name: str, lang: str) -> dict:
    return json.loads(home(name).with_name(f"{name}.sample.{lang}.json").read_text(encoding="utf-8"))


def parts(name: str) -> list[str]:
    """The stages at which a form is filled, first what its issuer writes."""
    return ["", *dict.fromkeys(f.stage for f in form(name).fields if f.stage)]


def problems(name: str, part: str, answers: dict) -> list[tuple[str, str]]:
    """(code, pointer) of all that is wrong with answers at a stage."""
    _, found = judge(form(name), part, Reading(answers=answers), answers)
    return [(p.code, p.pointer) for p in found]


def without(answers: dict, *path: str) -> dict:
    """The answers less what stands at a path."""
    head, *rest = path
    inner = {head: without(answers[head], *rest)} if rest else {}
    return {k: v for k, v in answers.items() if k != head} | inner


@cache
def template(name: str) -> bytes:
    return (ROOT / "templates" / home(name).parent.name / f"{name}.docx").read_bytes()


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def body(name: str) -> etree._Element:
    return part(template(name), "word/document.xml")


def said(data: bytes) -> str:
    """Every text of a document, with its header and footer."""
    names = ("word/header1.xml", "word/document.xml", "word/footer1.xml")
    roots = [part(data, name) for name in names]
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for root in roots for p in root.iter(f"{W}p"))


def facts(stage: str = "", **doc: object) -> dict:
    """What stands around the answers of a document that is issued for a stage."""
    return FACTS | {"doc": FACTS["doc"] | {"part": stage, "copy": ""} | doc}


def read_back(name: str, lang: str, stage: str, answers: dict) -> Reading:
    """What is read of a form that was filled for a stage."""
    document = filled(name, lang, answers, facts(stage), form(name).writable(stage))
    return word.read(document, form(name), lang, template(name))


def printed(name: str, stage: str, answers: dict) -> dict:
    """What of the answers a paper for a later stage prints: what our office calls a customer is asked of whoever opens the form,
    and stands on no paper that a customer gets."""
    if not stage or "customer" not in answers:
        return answers
    outline = (ROOT / "templates" / home(name).parent.name / f"{name}.docx.outline.txt").read_text(encoding="utf-8")
    asked = re.findall(r"\{%tr if [^%]*'\*' in label\('/customer/\w+'\) %\}.*?\{%tr endif %\}", outline, re.S)
    ours = {key for rows in asked for key in re.findall(r"\[/customer/(\w+) text\]", rows)}
    kept = {key: value for key, value in answers["customer"].items() if key not in ours}
    return {key: value for key, value in (answers | {"customer": kept}).items() if value != {}}


def filled(
    name: str, lang: str, answers: dict, around: dict | None = None, writable: frozenset[str] = frozenset()
) -> bytes:
    return word.fill(template(name), form(name), lang, answers, writable=writable, stamp="S", facts=around or FACTS)
