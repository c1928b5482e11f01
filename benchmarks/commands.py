"""What a command costs before it does anything: the processor's time of each, in processes of their own, in turn.

python benchmarks/commands.py [--rounds N] [--json] [WORKSPACE]

Without a workspace a new one is made, and begun once. `python -c pass` is what any program in Python costs at least; `git
--version` is there as a program that is quick.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import click

PYTHON = (sys.executable, "-c", "pass")
GIT = ("git", "--version")
COMMANDS = ("--version", "--help", "cases", "status", "run", "check", "check complaint", "verify")


@dataclass(frozen=True)
class Row:
    """A command: the median milliseconds of the processor in its process, and how many times `python -c pass` that is."""

    command: str
    milliseconds: float
    ratio: float


def milliseconds(command: Sequence[str], folder: Path) -> float:
    """The processor's milliseconds, user and system, that a command takes, those of its helpers among them."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603 - our own commands
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def measured(folder: Path, rounds: int) -> list[Row]:
    """Every command in a workspace, all in turn, so many times; a first round, in which things are made, is not counted."""
    git = {"git --version": GIT} if shutil.which("git") else {}
    ours = {f"casedrop {words}": (sys.executable, "-m", "casedrop", *words.split()) for words in COMMANDS}
    commands = {"python -c pass": PYTHON, **git, **ours}
    times = [{name: milliseconds(words, folder) for name, words in commands.items()} for _ in range(rounds + 1)][1:]
    medians = {name: median(one[name] for one in times) for name in commands}
    return [Row(name, round(took, 1), round(took / medians["python -c pass"], 1)) for name, took in medians.items()]


@click.command()
@click.option("--rounds", default=5, show_default=True, help="How many times each command is measured.")
@click.option("--json", "json_", is_flag=True, help="Print JSON for scripts.")
@click.argument("folder", metavar="[WORKSPACE]", required=False, type=click.Path(path_type=Path, file_okay=False))
def main(folder: Path | None, rounds: int, json_: bool) -> None:
    """Print what each command costs."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what was compiled once is not compiled again
    with tempfile.TemporaryDirectory() as scratch:
        office = folder or Path(scratch) / "office"
        if folder is None:
            subprocess.run([sys.executable, "-m", "casedrop", "init", office], check=True, capture_output=True)  # noqa: S603
            subprocess.run([sys.executable, "-m", "casedrop", "run"], cwd=office, check=True, capture_output=True)
        rows = measured(office, rounds)
    if json_:
        click.echo(json.dumps([asdict(row) for row in rows], indent=2))
        return
    click.echo(f"{'command':26}{'ms':>8}{'× python':>10}")
    for row in rows:
        click.echo(f"{row.command:26}{row.milliseconds:8.0f}{row.ratio:10.1f}")


if __name__ == "__main__":
    main()
