"""The manual page, made from the commands themselves: casedrop man."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

import click


@click.command()
@click.pass_context
def man(context: click.Context) -> None:
    """Print the manual page of casedrop: every command and switch.

    \b
    Examples:
      casedrop man > /usr/local/share/man/man1/casedrop.1
      casedrop man | man -l -
    """
    root = context.find_root()
    click.echo("\n".join(page(root)))


def page(root: click.Context) -> Iterator[str]:
    """The lines of the page, as troff reads them."""
    yield f'.TH CASEDROP 1 "" "casedrop {_plain(version("casedrop"))}" "User Commands"'
    yield from (".SH NAME", r"casedrop \- make a shared folder do the work of a service department")
    yield from (".SH SYNOPSIS", r".B casedrop", r"[\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGS\fR]")
    yield from (".SH OPTIONS", *_options(root.command, root))
    yield ".SH COMMANDS"
    yield from _commands(root)
    yield from (
        ".SH EXIT STATUS",
        "0 if it is done, 1 if something is wrong with what was looked at, 2 for a wrong call.",
    )
    yield "docs/cli.md lists all."


def _commands(context: click.Context) -> Iterator[str]:
    """What is said of each command below a context, and of those below it."""
    group = context.command
    if not isinstance(group, click.Group):
        return
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None:
            here = click.Context(command, parent=context, info_name=name)
            yield from _commands(here) if isinstance(command, click.Group) else _command(command, here)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    """What is said of one command: how it is called, what it does, its switches, its examples."""
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield f".SS {_plain(usage)}"
    said, _, examples = (command.help or "").partition("\b")
    yield from (_plain(" ".join(paragraph.split())) for paragraph in said.split("\n\n") if paragraph.strip())
    yield from _options(command, context)
    yield from (".PP", ".nf", *(_plain(line) for line in examples.strip().splitlines()), ".fi")


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    """A paragraph for each switch."""
    options = (one for one in command.get_params(context) if isinstance(one, click.Option) and one.name != "help")
    records = (option.get_help_record(context) for option in options)
    for names, says in (record for record in records if record):
        yield from (".TP", rf"\fB{_plain(names)}\fR", _plain(says))


def _plain(text: str) -> str:
    """A text of which troff takes nothing for its own."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{text}" if text.startswith((".", "'")) else text


COMMANDS = (man,)
