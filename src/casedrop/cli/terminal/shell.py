"""The command that lets a shell complete what is typed."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

VARIABLE = "_CASEDROP_COMPLETE"
"""The variable by which the shell asks for what may follow; click reads it."""


@click.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what lets a shell complete commands, forms, flows, roles and cases.

    \b
    Examples:
      casedrop completion bash > ~/.local/share/bash-completion/completions/casedrop
      casedrop completion zsh > ~/.zfunc/_casedrop
      casedrop completion fish > ~/.config/fish/completions/casedrop.fish
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise click.BadParameter(shell, param_hint="SHELL")
    made = kind(context.find_root().command, {}, "casedrop", VARIABLE)
    click.echo(made.source_template % made.source_vars())


COMMANDS = (completion,)
