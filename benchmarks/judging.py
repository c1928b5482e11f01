"""How long right answers take to be judged, beside jsonschema's validator of the same schema, made once and used again.

python benchmarks/judging.py [--rounds N] [--json] [FORM ...]
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import click
from jsonschema import Draft202012Validator

import casedrop
from casedrop.forms.judging.reference import FORMATS
from casedrop.forms.pointers import flatten
from casedrop.forms.reading import Provenance, Reading
from casedrop.forms.validate import invalid, judge
from casedrop.language.problem import Place

ROOT = Path(__file__).parents[1]
SOME = ("customization-quote", "acceptance-report", "training-notice", "customization-analysis")
TIMES = 50
"""How often an act is done in one measurement: one alone is too short for the clock."""


@dataclass(frozen=True)
class Row:
    """One form judged: the median microseconds of the processor by the schema alone, with all else that judging does, and of
    the peer by the schema."""

    form: str
    schema: float
    whole: float
    theirs: float

    @property
    def ratio(self) -> float:
        """How many times as long the peer takes for the same, the schema."""
        return self.theirs / self.schema


def microseconds(act: Callable[[], object]) -> float:
    """The processor's microseconds an act takes."""
    start = time.process_time()
    for _ in range(TIMES):
        act()
    return 1e6 * (time.process_time() - start) / TIMES


def measured(office: casedrop.Workspace, name: str, rounds: int) -> Row:
    """One form's sample as its first drop, judged so many times by all in turn; a first round of each is not counted."""
    form, answers = office.form(name).declared, office.form(name).sample("vi")
    reading = Reading(form.id, "vi", None, answers, {p: Provenance("name", Place()) for p, _ in flatten(answers)})
    validator = Draft202012Validator(form.schema, format_checker=FORMATS)
    acts = (
        lambda: list(invalid(form, "", answers)),
        lambda: judge(form, "", reading, answers),
        lambda: list(validator.iter_errors(answers)),
    )
    times = [tuple(map(microseconds, acts)) for _ in range(rounds + 1)][1:]
    return Row(name, *(median(side) for side in zip(*times, strict=True)))


@click.command()
@click.argument("forms", nargs=-1)
@click.option("--rounds", default=9, show_default=True, help="How often each is judged.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def main(forms: tuple[str, ...], rounds: int, *, json_: bool) -> None:
    """Print, form by form, the times of all and the ratio of those by the schema."""
    office = casedrop.Workspace(ROOT)
    rows = [measured(office, name, rounds) for name in forms or SOME]
    if json_:
        sys.stdout.write(json.dumps([{**asdict(r), "ratio": round(r.ratio, 2)} for r in rows], indent=2) + "\n")
        return
    for r in rows:
        sys.stdout.write(
            f"{r.form:28} {r.schema:6.1f} µs (all of judging {r.whole:6.1f})  jsonschema: {r.theirs:6.1f} µs"
            f"  {r.ratio:5.1f} times\n"
        )


if __name__ == "__main__":
    main()
