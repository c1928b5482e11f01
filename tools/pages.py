"""Prints every form in every language, with its sample, blank and longest values, and keeps what is measured on the pages.

    python tools/pages.py                   what changed since it was measured last; goes on where the last run stopped
    python tools/pages.py --only complaint  only these forms, with commas
    python tools/pages.py --told            prints nothing anew; says what was found that tests/pages_known.toml does not know

What is measured of each stands in docs/pages.tsv; a line stands until what is printed changes. Needs LibreOffice.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import page_record as record  # noqa: E402
from casedrop.desk.authoring.preview import PreviewedForm  # noqa: E402

TOGETHER = 24
"""Documents that one call of LibreOffice prints: as many are lost if it is stopped."""


def main() -> int:
    """0 if nothing was found but what is known, and nothing is known that was not found, else 1."""
    told = arguments()
    if not told.told:
        with tempfile.TemporaryDirectory(prefix="casedrop-pages-") as state:
            bring_up_to_date(Path(state), set(told.only.split(",")) - {""})
    return told_of()


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description="Print every form and keep what is measured on its pages.")
    parser.add_argument("--only", default="", help="forms, with commas")
    parser.add_argument("--told", action="store_true", help="only say what was found")
    return parser.parse_args()


def bring_up_to_date(state: Path, only: set[str]) -> None:
    """Print what is not in the record as it is now, and keep what is measured; forms that are no more leave it."""
    room = record.room_of(state)
    names = {form.id for form in record.forms_of(room)}
    entries = {key: entry for key, entry in record.read().items() if entry.form in names}
    due = [(one, which) for one, which in record.views(room, only=only) if _of(entries, one) != which]
    for n in range(0, len(due), TOGETHER):
        print(f"{n} of {len(due)}", flush=True)
        entries |= {entry.key: entry for entry in record.measured(room, due[n : n + TOGETHER])}
        record.save(entries.values())
    record.save(entries.values())
    room.ledger.close()


def _of(entries: dict[record.Key, record.Entry], one: PreviewedForm) -> str:
    entry = entries.get((one.form.id, one.lang, one.hand))
    return entry.digest if entry else ""


def told_of() -> int:
    """Print what was found and is not known, and what is known and was not found; gives the exit code."""
    entries, known = record.read().values(), record.known()
    new = [(entry, code) for entry in entries for code in sorted(entry.codes) if (entry.form, code) not in known]
    found = {(entry.form, code) for entry in entries for code in entry.codes}
    for entry, code in new:
        print(f"{entry.form}.{entry.hand}.{entry.lang}: {code} ({' '.join(entry.findings)})")
    for form, code in sorted(set(known) - found):
        print(f"tests/pages_known.toml: {form} has no {code} any more")
    return int(bool(new) or bool(set(known) - found))


if __name__ == "__main__":
    sys.exit(main())
