"""Commands for whoever keeps casedrop running for years: backup, restore, service."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from casedrop.cli.commands import WholeGroup
from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, remark, say
from casedrop.cli.terminal.speech import counted, worded
from casedrop.desk.admin import backup as backups
from casedrop.desk.admin import service as services
from casedrop.desk.admin.backup import Restored
from casedrop.store.errors import OlderLedger
from casedrop.workspace.settings import FILE


@click.command()
@click.argument("place", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@as_json
@click.pass_obj
def backup(told: GlobalOptions, place: Path, *, json_: bool) -> None:
    """Back up the workspace, its state and its ledger as they are at this moment, into a new folder of DIR.

    casedrop goes on working meanwhile. Files that the backup before has are shared with it, where the disk can do that.

    \b
    Examples:
      casedrop backup /backup/casedrop
      casedrop backup /backup/casedrop --json
    """
    made = backups.backup(told.room(among=()), place)
    if json_:
        emit({"folder": str(made.folder), "files": made.files, "ledger": made.ledger})
        return
    say(str(made.folder))
    remark(counted("backed_up", made.files))
    if not made.ledger:
        say(worded("backup_without_ledger"), err=True)


@click.command()
@click.argument("folder", metavar="BACKUP", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("root", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@as_json
def restore(folder: Path, root: Path, *, json_: bool) -> int:
    """Bring a BACKUP back as the workspace DIR, which must be new or empty, and verify it.

    \b
    Examples:
      casedrop restore /backup/casedrop/2026-12-01T030000 office
      casedrop restore /backup/casedrop/2026-12-01T030000 office --json
    """
    made = backups.restore(folder, root, lambda: datetime.now(UTC))
    if json_:
        faults = [{"kind": one.kind, "path": one.path, "detail": one.detail} for one in made.faults]
        emit({"folder": str(made.root), "at": made.at, "faults": faults, "behind": list(made.behind)})
    else:
        _tell(made)
    return int(bool(made.faults or made.behind))


def _tell(made: Restored) -> None:
    """Print what was brought back, and the way out where ledger and archive are not of the same moment."""
    say(worded("restored", folder=made.root, at=made.at))
    for fault in made.faults:
        say(f"{fault.kind}: {fault.path} {fault.detail}".rstrip())
    say(counted("faults", len(made.faults)) if made.faults else worded("whole"))
    if made.behind:
        say(str(OlderLedger(folders=", ".join(made.behind[:3]))), err=True)
    elif any(fault.kind == "missing" for fault in made.faults):
        say(worded("archive_older"), err=True)
    else:
        remark(worded("then", command=f"casedrop -w {made.root} watch"))


@click.group(cls=WholeGroup)
def service() -> None:
    """Let the system run casedrop: what systemd, or Windows, must be told."""


@service.command()
@click.option("--system", type=click.Choice(("systemd", "windows")), help="Which system; else this one.")
@click.option("--user", metavar="NAME", help="Under whose name it runs (systemd); else under yours.")
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it there, else print it.")
@as_json
@click.pass_obj
def install(told: GlobalOptions, system: str | None, user: str | None, out: Path | None, *, json_: bool) -> None:
    """Print what lets the system start casedrop with the machine and again if it ends, or write it into a file.

    \b
    Examples:
      casedrop -w office service install
      casedrop -w office service install --user casedrop -o /etc/systemd/system/casedrop.service
      casedrop -w office service install --system windows
    """
    workspace = told.workspace()
    system = system or ("windows" if sys.platform == "win32" else "systemd")
    beside = Path(sys.executable).with_name("casedrop")
    program = str(beside) if beside.exists() else shutil.which("casedrop") or "casedrop"
    text = services.text(system, program, workspace.root / FILE, str(workspace.settings.company["name"]), user)
    if out:
        out.write_text(text, encoding="utf-8")
    if json_:
        emit({"system": system, "file": str(out) if out else None, "text": text})
    else:
        say(str(out) if out else text, nl=bool(out))
        remark(worded(f"service_{system}"))


COMMANDS = (backup, restore, service)
