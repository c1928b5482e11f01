"""Read a folder of filled forms into one table (CSV): a row a file, a column a field, and what is wrong with it.

Without arguments it reads forms it fills itself.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import casedrop

HERE = Path(__file__).parent


def main() -> int:
    """Print the table; the exit code is 1 if something is wrong with any of the files."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("form", nargs="?", type=Path, default=HERE / "visit-note.yaml", help="a form's YAML file")
    asked.add_argument("folder", nargs="?", type=Path, help="where the filled forms lie")
    asked.add_argument("--lang", default="en", choices=casedrop.LANGS, help="the language of headings and problems")
    args = asked.parse_args()
    form = casedrop.Form.load(args.form)
    folder = args.folder or made(form)
    plain = [field for field in form.fields if field.rows is None]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["file", *(field.labels[args.lang] for field in plain), "problems"])
    is_well = True
    for path in sorted(p for p in folder.iterdir() if p.suffix == f".{form.format}"):
        reading = form.read(path)
        wrong = form.validate(reading)
        is_well = is_well and not wrong
        says = dict(leaves(reading.answers))
        lines = " / ".join(problem.line(args.lang) for problem in wrong)
        out.writerow([path.name, *(says.get(field.pointer, "") for field in plain), lines])
    return int(not is_well)


def leaves(answers: Mapping[str, object], at: str = "") -> Iterator[tuple[str, object]]:
    """(pointer, value) of all that is no row of a table."""
    for name, value in answers.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{at}/{name}")
        elif not isinstance(value, list):
            yield f"{at}/{name}", value


def made(form: casedrop.Form) -> Path:
    """A folder with a form that is filled in whole, and one that is not."""
    folder = Path(tempfile.mkdtemp(prefix="forms-to-csv-"))
    form.fill(form.sample("vi"), "vi").save(folder / "whole.docx")
    form.fill({"customer": {"name": "Paper Lantern Books"}, "mood": "bad"}).save(folder / "half.docx")
    return folder


if __name__ == "__main__":
    sys.exit(main())
