"""How long documents take to be filled, beside the usual library used as its pages show, and beside the limit: rendering the
wording and the code's picture, deflating and writing the same bytes, and nothing else.

python benchmarks/filling.py [--rounds N] [--json] [FORM ...]
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median

import click
from docxtpl import DocxTemplate
from timing import milliseconds

import casedrop
from casedrop.expressions.filters import for_templates
from casedrop.expressions.sandbox import TEMPLATE, Sandbox
from casedrop.formats import word, zips
from casedrop.formats.qr import picture
from casedrop.formats.shell import QUICK
from casedrop.formats.word.compiled.ready import Ready, ready
from casedrop.formats.word.filling.code import code_of
from casedrop.formats.word.prepare import ROWS, prepare
from casedrop.forms.form import Facts
from casedrop.forms.template import FUNCTIONS, scene
from casedrop.workspace.letterhead import letterhead

ROOT = Path(__file__).parents[1]
SOME = ("customization-quote", "acceptance-report", "training-notice")

Act = Callable[[Facts], None]
"""What fills one document and writes it to disk."""


@dataclass(frozen=True)
class Subject:
    """A form of one format as it is measured: what we do, what its peer does, and what cannot be done without."""

    form: str
    peer: str
    ours: Act
    theirs: Act
    limit: Act


@dataclass(frozen=True)
class Row:
    """One form filled: the median milliseconds of the processor, ours, the peer's and the limit's."""

    form: str
    peer: str
    ours: float
    theirs: float
    limit: float

    @property
    def ratio(self) -> float:
        """How many times as long the peer takes."""
        return self.theirs / self.ours

    @property
    def share(self) -> float:
        """How much of the speed that could be reached is reached, in percent."""
        return 100 * self.limit / self.ours


def facts(n: int) -> Facts:
    """What the n-th document says beside its answers: each has a number and a code of its own, so that nothing that is
    remembered of one serves another."""
    doc = {
        "number": f"X-{n}",
        "date": "2026-03-18",
        "readable": f"X-{n}",
        "audience": "customer",
        "code": f"R6TB-{n:04}",
    }
    return {"company": letterhead({"name": "Mây"}, "vi"), "doc": doc, "case": {"number": "X"}, "today": "2026-03-18"}


def word_subject(form: casedrop.Form, out: Path) -> Subject:
    """A Word form, filled by its opening part with its sample, beside docxtpl: its template opened, rendered and saved."""
    template, declared, answers = form.templates("vi"), form.declared, form.sample("vi")
    writable, plain = declared.writable(None), Sandbox(TEMPLATE, for_templates("vi"), FUNCTIONS, escape=True)
    package, compiled = prepare(template).package, ready(template, declared, "vi", with_code=True)
    if not isinstance(compiled, Ready):
        raise click.UsageError(f"{form.id}: {compiled}")
    rows = compiled.rows(answers, scene(declared, "vi", answers, facts(0), writable), writable)

    def ours(about: Facts) -> None:
        out.write_bytes(word.fill(template, declared, "vi", answers, writable=writable, stamp="S", facts=about))

    def theirs(about: Facts) -> None:
        document = DocxTemplate(io.BytesIO(package))
        shown = {array: [row[:3] for row in there] for array, there in rows.items()}
        document.render({**scene(declared, "vi", answers, about, writable), ROWS: shown}, plain, autoescape=True)
        document.save(out)

    ours(facts(0))
    saved = out.read_bytes()
    own = zips.read_parts(saved, {m.name for m in zips.members(saved)} - compiled.program.shell.kept.keys())
    names = {**scene(declared, "vi", answers, facts(0), writable), ROWS: rows}

    def limit(about: Facts) -> None:
        picture(code_of(about))
        for _wording, jinja, _controls in compiled.parts:
            jinja.render(names)
        kept = compiled.program.shell.kept
        out.write_bytes(zips.assembled([*kept.values(), *(zips.pack(name, part, QUICK) for name, part in own.items())]))

    return Subject(form.id, "docxtpl", ours, theirs, limit)


SUBJECTS: dict[str, Callable[[casedrop.Form, Path], Subject]] = {"docx": word_subject}
"""What is measured of a form, by its format."""


def measured(subject: Subject, rounds: int) -> Row:
    """One form, filled so many times by all in turn; a first round is not counted."""
    acts = (subject.ours, subject.theirs, subject.limit)
    documents = count(1)
    times = [tuple(milliseconds(partial(act, facts(next(documents)))) for act in acts) for _ in range(rounds + 1)][1:]
    ours, theirs, limit = (median(side) for side in zip(*times, strict=True))
    return Row(subject.form, subject.peer, ours, theirs, limit)


@click.command()
@click.argument("forms", nargs=-1)
@click.option("--rounds", default=25, show_default=True, help="How often each is filled.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def main(forms: tuple[str, ...], rounds: int, *, json_: bool) -> None:
    """Print, form by form, the times of all three, how many times faster we are, and how near the limit."""
    office = casedrop.Workspace(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        chosen = (office.form(name) for name in forms or SOME)
        rows = [measured(SUBJECTS[form.format](form, Path(folder) / "document"), rounds) for form in chosen]
    if json_:
        told = [{**asdict(r), "ratio": round(r.ratio, 2), "share": round(r.share, 1)} for r in rows]
        sys.stdout.write(json.dumps(told, indent=2) + "\n")
        return
    for r in rows:
        peer, limit = f"{r.peer}: {r.theirs:6.1f} ms {r.ratio:5.1f} times", f"limit: {r.limit:5.2f} ms {r.share:3.0f} %"
        sys.stdout.write(f"{r.form:28} {r.ours:6.2f} ms  {peer}  {limit}\n")


if __name__ == "__main__":
    main()
