"""Replay a case from its folder in the archive: what happened when, and how the case stood each time. No ledger is asked.

Without arguments it lets the office beside it live through a case first, in a folder of its own.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import casedrop

HERE = Path(__file__).parent


def main() -> None:
    """Print a line for each event, and the case as it stands at the end."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path, help="a case's folder: archive/<year>/<flow>/<case>")
    args = asked.parse_args()
    journal = casedrop.read_journal(args.folder or played())
    for n, entry in enumerate(journal.entries, 1):
        case = casedrop.fold(journal.events[:n])
        print(f"{entry.at:%Y-%m-%d %H:%M}  {entry.kind:10}{case.stage}")
    case = journal.case
    print(
        f"{case.id} of {case.customer['name']}: {case.stage}, {f'closed as {case.closed}' if case.closed else 'open'}"
    )


def played() -> Path:
    """The folder of a case of the sample office: sales drops a visit note, the leader's ten days pass."""
    root = Path(tempfile.mkdtemp(prefix="replay-")) / "office"
    shutil.copytree(HERE / "office", root)
    note = casedrop.Workspace(root).form("visit-note")
    said = {"customer": {"name": "Paper Lantern Books"}, "visited_on": "2021-06-23", "mood": "bad"}
    (root / "inbox/sales").mkdir(parents=True)
    note.fill(said).save(root / "inbox/sales")
    run(root, "--at", "2021-06-23T09:00", "run")
    run(root, "--at", "2021-07-05T09:00", "tick")
    return next(root.glob("archive/2021/visits/*"))


def run(root: Path, *words: str) -> None:
    """Run a command of casedrop in a workspace."""
    command = [sys.executable, "-m", "casedrop", "-w", str(root), *words]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
