"""Words in, words and exit codes out; decides nothing."""

from casedrop.cli.main import main

__all__ = ["main"]
