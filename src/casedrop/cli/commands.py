"""The commands by name, each with the module it stands in and its first sentence: a module is imported when it is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module

import click

COMMANDS: Mapping[str, tuple[str, str]] = {
    "assign": ("originals", "Say by hand which document FILE is a scan of; it must lie somewhere in the inbox."),
    "backup": (
        "keeping",
        "Back up the workspace, its state and its ledger as they are at this moment, into a new folder of DIR.",
    ),
    "batch": (
        "batch",
        "Make a document of FORM for each row of a table; begun again, it goes on with the rows that are left.",
    ),
    "campaign": (
        "campaigns",
        "List the open cases that opened others, or follow one of them: whom it reached, and who answered.",
    ),
    "case": ("cases", "Tell the life of one case, or decide about it by hand."),
    "cases": ("cases", "List the cases and where they stand, late ones first."),
    "check": (
        "check",
        "Find every mistake in settings, forms, schemas, flows and templates, or in NAME's only, with file and line.",
    ),
    "completion": ("terminal.shell", "Print what lets a shell complete commands, forms, flows, roles and cases."),
    "customers": (
        "customers",
        "List the customers of the register, or tell of one (by code, name or short name): products, periods, contacts, open "
        "cases, and what changed, when, by whom and why.",
    ),
    "deadline": ("cases", "Show how a case's deadline is reckoned, line by line."),
    "demo": ("demo", "Play whole cases with real files, in a workspace made for it."),
    "diff": (
        "diff",
        "Show what changed in forms and flows since the versions by which running cases go, and what that breaks.",
    ),
    "docs": ("docs", "Show the pages about casedrop in a browser on this machine, until stopped (Ctrl-C)."),
    "doctor": ("setup", "Say what is missing on this machine, and the command that installs it."),
    "explain": ("run", "Say what would happen to FILE if it were dropped; nothing is changed."),
    "fill": ("forms", "Fill FORM with answers, or leave it empty, and write the Word or Excel file, or a PDF form."),
    "flow": (
        "flows",
        "Draw the flow NAME, as Mermaid text or SVG: its stages, what each awaits from whom, its roads and deadlines.",
    ),
    "flows": ("flows", "List the flows, add one that casedrop comes with, or take one out."),
    "forms": ("forms", "List the forms this workspace has."),
    "init": (
        "init",
        "Make a workspace in DIR: your office's flows, roles and languages, or everything casedrop comes with.",
    ),
    "list": ("lists", "List the cases of FLOW, a line each, by the columns its file declares."),
    "mail": ("mail", "Take in letters, and send those that are to go out."),
    "man": ("terminal.manual", "Print the manual page of casedrop: every command and switch."),
    "migrate": (
        "ledger",
        "Bring the ledger's tables up to this casedrop; on a server only this does so, once every watcher is ended.",
    ),
    "migrate-cases": (
        "migrate",
        "Move running cases to the present version of their flow and forms; say first which can, and why others cannot.",
    ),
    "move-ledger": (
        "ledger",
        "Move the ledger from one database to another, verify it there, and put the old one aside.",
    ),
    "new": ("forms", "Make something new."),
    "notify": ("notify", "Show who gets notices and what will be sent, or try a channel."),
    "original": ("originals", "Keep the register of paper originals."),
    "outline": ("forms", "Print the controls, texts and tables of TEMPLATE, so that a change can be reviewed."),
    "preview": (
        "preview",
        "Show each FORM as it would be printed, filled with its sample: a PDF a language, and all languages side by side.",
    ),
    "read": ("forms", "Say what FILE says: its form, its stamp, its answers, who signed it, and what is wrong."),
    "rebuild": ("recover", "Make a lost ledger anew from the archive alone."),
    "restore": (
        "keeping",
        "Bring a BACKUP back as the workspace DIR, which must be new or empty, and verify it.",
    ),
    "retag": (
        "forms",
        "Put the names of the fields back into FORM's Word template, which LibreOffice takes out when it saves one.",
    ),
    "retry": ("status", "Try everything again that was set aside, now that its cause is mended."),
    "run": ("run", "Take in what lies in the inbox now, once, then end."),
    "service": ("keeping", "Let the system run casedrop: what systemd, or Windows, must be told."),
    "status": ("status", "Say whether a watcher is at work, what is still to be done, and what was set aside and why."),
    "tick": ("run", "Let the clock speak: move the cases whose deadlines are over, begin what the calendar starts."),
    "undo": (
        "recover",
        "Take back the last drop that CASE accepted: the case stands as before it, and its numbers become void.",
    ),
    "verify": (
        "setup",
        "Hold the archive against its manifests and journals: missing, altered, swapped, extra, cut short, unreadable.",
    ),
    "watch": ("run", "Take in whatever is dropped, until stopped (Ctrl-C ends after the file at hand)."),
    "web": ("web", "Show the desk to browsers, until stopped (Ctrl-C)."),
}
"""(module of this package, what `casedrop --help` says) of each command; a test compares the words with the command's own."""

LONGEST = 500
"""Letters of a command's first sentence, at most."""


class LateCommands(MutableMapping[str, click.Command]):
    """The commands of a table, and what was added by hand; those of the table are imported when they are asked for."""

    def __init__(self, table: Mapping[str, tuple[str, str]]) -> None:
        self.table, self.added = table, dict[str, click.Command]()

    def __getitem__(self, name: str) -> click.Command:
        """The command; raises KeyError."""
        return self.added[name] if name in self.added else _imported(self.table[name][0], name)

    def __setitem__(self, name: str, command: click.Command) -> None:
        """Add a command."""
        self.added[name] = command

    def __delitem__(self, name: str) -> None:
        """Take away a command that was added; raises KeyError."""
        del self.added[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self.table, **self.added})

    def __len__(self) -> int:
        return len({**self.table, **self.added})


class WholeGroup(click.Group):
    """A group whose help says of each command all of its first sentence."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, on as many lines as each takes."""
        with formatter.section("Commands"):
            formatter.write_dl(self.lines(ctx))

    def lines(self, ctx: click.Context) -> list[tuple[str, str]]:
        """The name of each command and its first sentence."""
        there = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        return [(name, command.get_short_help_str(LONGEST)) for name, command in there if command]


class LateGroup(WholeGroup):
    """A group whose help tells of its commands without importing them."""

    def lines(self, ctx: click.Context) -> list[tuple[str, str]]:  # noqa: ARG002
        """The name of each command and its first sentence, as the table has it."""
        return [(name, says) for name, (_, says) in sorted(COMMANDS.items())]


def _imported(module: str, name: str) -> click.Command:
    found: tuple[click.Command, ...] = import_module(f"casedrop.cli.{module}").COMMANDS
    return next(command for command in found if command.name == name)
