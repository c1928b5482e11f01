"""What it takes to look through an archive, and to rebuild a lost ledger from it: benchmarks/recovery.py [CASES] [--json].

In an office in which a case was really played and its folder written down again and again. Processor time: every file hashed, the
least there can be; `verify`; `rebuild`, which verifies first.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

import click
from archives import replicate
from small_offices import ROOT, played
from timing import seconds

from casedrop.desk.recovery.rebuild import rebuild
from casedrop.store.audit.verify import verify

sys.path.append(str(ROOT / "tests"))

from crash.small import MONDAY, at_work

FIRST = 1_000
"""The number of the first case that was not played."""


@click.command()
@click.argument("cases", default=1_000)
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def main(cases: int, *, json_: bool) -> None:
    """Print what it takes."""
    with tempfile.TemporaryDirectory(prefix="casedrop-recovery-") as place:
        row = measured(lost(Path(place), cases), cases)
    click.echo(
        json.dumps(row, indent=2) if json_ else f"{cases} cases: " + ", ".join(f"{k} {v:.2f}" for k, v in row.items())
    )


def lost(place: Path, cases: int) -> Path:
    """An office with so many cases, whose `state/` is gone."""
    played(place, 0)
    root = place / "office"
    replicate(root / "archive", "2026/visits/VI-1", "Kite 0 visits", FIRST, cases)
    for issued in list((root / "outbox").rglob("VI-1")):
        for n in range(FIRST, FIRST + cases):
            shutil.copytree(issued, issued.with_name(f"VI-{n}"))
    shutil.rmtree(root / "state")
    return root


def measured(root: Path, cases: int) -> dict[str, float]:
    """Seconds of the processor by what was done."""
    files = [path for path in (root / "archive").rglob("*") if path.is_file()]
    with at_work(root, MONDAY) as office:
        hashing = seconds(lambda: [hashlib.sha256(path.read_bytes()).hexdigest() for path in files])
        verifying = seconds(lambda: verify(office.room.archive.root))
        rebuilding = seconds(lambda: rebuild(office.room))
        if len(office.room.ledger.case_numbers()) <= cases:
            raise click.ClickException("Not all cases were found in the archive.")
    return {"cases": cases, "hashing": hashing, "verify": verifying, "rebuild": rebuilding}


if __name__ == "__main__":
    main()
