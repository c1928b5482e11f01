"""A form without a workspace: fill it, read it back, say what is wrong in four languages, and mark it in the file.

Without arguments it takes the visit note beside it and works in a folder of its own.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import casedrop

HERE = Path(__file__).parent


def main() -> None:
    """Fill, read, judge, mark, and print what comes of each."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("form", nargs="?", type=Path, default=HERE / "visit-note.yaml", help="a form's YAML file")
    asked.add_argument("--out", type=Path, help="the folder to write into")
    args = asked.parse_args()
    out = args.out or Path(tempfile.mkdtemp(prefix="form-"))
    out.mkdir(parents=True, exist_ok=True)

    form = casedrop.Form.load(args.form, company={"name": "Paper Boat Software"})
    path = form.fill(dict(list(form.sample("en").items())[:1])).save(out / f"note.{form.format}")
    print("filled", path)

    reading = form.read(path)
    print("reads ", reading.answers)

    problems = form.validate(reading)
    for problem in problems:
        print(problem.place, problem.code)
        for lang in casedrop.LANGS:
            print(f"  {lang:8}{problem.say(lang)}")
    print("marked", form.mark(path, problems, "vi").save(out / f"note to mend.{form.format}"))


if __name__ == "__main__":
    main()
