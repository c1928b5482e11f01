"""Fill a form once for each row of a table (CSV with a heading per field, such as customer/name).

Without arguments it merges a table of its own into a folder of its own.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from pathlib import Path

import casedrop

HERE = Path(__file__).parent
TABLE = """customer/name,visited_on,seen,mood,language
Paper Lantern Books,2021-06-23,The till prints slowly.,bad,en
Bánh Mì Trên Mây,2021-06-24,Mười hai máy in đều chạy.,good,vi
晴空书店,2021-06-25,门口的打印机很慢。,bad,zh-Hans
"""


def main() -> int:
    """Write a file for each row; the exit code is 1 if a row could not be filled in."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("form", nargs="?", type=Path, default=HERE / "visit-note.yaml", help="a form's YAML file")
    asked.add_argument(
        "table", nargs="?", type=Path, help="a CSV file; a column `language` chooses vi, zh-Hans, zh-Hant, en"
    )
    asked.add_argument("--out", type=Path, help="the folder to write into")
    args = asked.parse_args()
    out = args.out or Path(tempfile.mkdtemp(prefix="mail-merge-"))
    out.mkdir(parents=True, exist_ok=True)
    lines = args.table.read_text(encoding="utf-8-sig").splitlines() if args.table else TABLE.splitlines()
    form = casedrop.Form.load(args.form)
    filled = [merged(form, n, row, out) for n, row in enumerate(csv.DictReader(lines), 1)]
    return 0 if all(filled) else 1


def merged(form: casedrop.Form, n: int, row: dict[str, str], out: Path) -> bool:
    """Whether a row became a file; if not, everything wrong with it is said."""
    lang = row.pop("language", "") or "en"
    try:
        file = form.fill(nested(row), lang)
    except casedrop.UnfitAnswers as unfit:
        for problem in unfit.problems:
            print(f"row {n}: {problem.say(lang)}", file=sys.stderr)
        return False
    print(file.save(out / f"{n:03d} {file.name}"))
    return True


def nested(row: dict[str, str]) -> dict[str, object]:
    """The answers of a row: `customer/name` is the name inside the customer; an empty cell says nothing."""
    answers: dict[str, object] = {}
    for heading, value in row.items():
        *above, name = heading.split("/")
        here = answers
        for part in above:
            inside = here.setdefault(part, {})
            assert isinstance(inside, dict), f"{heading}: {part} is a column of its own"
            here = inside
        here[name] = value
    return answers


if __name__ == "__main__":
    sys.exit(main())
