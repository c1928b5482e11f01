"""A desk that is killed before an act on the disk, in the test's own process."""

from __future__ import annotations


class Stop(BaseException):
    """The end of a desk that is killed."""


class Killed:
    """What `files.acts` calls before every act: raises Stop before the one of that number (-1: before none). `left` counts on."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, _act: object, _target: object) -> None:
        self.left -= 1
        if self.left == 0:
            raise Stop
