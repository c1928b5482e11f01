"""A command that is killed before its k-th outward act, as by `kill -9`: python -m crash.dying K WORDS…"""

from __future__ import annotations

import os
import signal
import sys

from casedrop.cli.main import run
from casedrop.store import files


def main(k: int, words: list[str]) -> int:
    """The exit code of the command, if it came to its end before."""
    acts, mine = iter(range(1, k + 1)), os.getpid()

    def hook(_act: str, _target: str) -> None:
        if next(acts, None) == k and os.getpid() == mine:
            os.kill(mine, signal.SIGKILL)

    with files.acts(hook):
        return run(words)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
