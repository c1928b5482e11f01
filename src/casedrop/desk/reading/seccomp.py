"""A filter of system calls, by which a Linux process gives up networks, new processes and hold over others, for good
(man 2 seccomp).

What is not named in `system_calls` goes on working, so that no library that reads files stumbles; calls that are newer than
that list are unknown to the process, as to an older kernel.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterator

from casedrop.desk.processes import libc
from casedrop.desk.reading import system_calls as calls

NO_NEW_PRIVS, SET_SECCOMP, FILTER = 38, 22, 2
ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
LOAD, JUMP, EQUAL, AT_LEAST, ANY_OF, RETURN = 0x20, 0x05, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
"""Where the call's number, the machine and the first argument lie in what a filter sees."""
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""By `platform.machine()`, its column in `system_calls` and what the kernel calls it; on any other there is no filter."""
OTHER_WAY = 0x40000000
"""From this number on, the calls of another way into the same kernel (x32)."""
THREAD, ANY = 0x00010000, 0xFFFFFFFF
"""The flag of `clone` for a thread; any bit of an argument."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

Step = tuple[int, int, int, int]
"""What is done, how many steps are skipped if it holds and if it does not, and a number."""


def is_known() -> bool:
    """Whether there is a filter for this machine."""
    return sys.platform == "linux" and platform.machine() in MACHINES and sys.maxsize > 2**32


def give_up_privileges() -> None:
    """See that this process, and any it begins, can gain no privileges any more, where the system has such a promise."""
    if sys.platform == "linux":
        _prctl(NO_NEW_PRIVS, 1)


def program(machine: str, *, may_write: bool) -> bytes:
    """The filter for a machine of `MACHINES`, eight bytes a step; unless the process `may_write`, it opens files for reading
    only."""
    return b"".join(struct.pack("=HBBI", *step) for step in _steps(*MACHINES[machine], may_write=may_write))


def enter(code: bytes) -> bool:
    """Whether this process is now held to a filter, for good; privileges must have been given up before."""
    made = _Program(len(code) // 8, code)
    return not _prctl(SET_SECCOMP, FILTER, ctypes.addressof(made))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def _steps(column: int, machine: int, *, may_write: bool) -> Iterator[Step]:
    refused, unknown = ERRNO | errno.EPERM, ERRNO | errno.ENOSYS
    yield from ((LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, machine), (RETURN, 0, 0, KILL), (LOAD, 0, 0, NUMBER))
    for beyond in (OTHER_WAY, calls.LAST + 1):
        yield from ((AT_LEAST, 0, 1, beyond), (RETURN, 0, 0, unknown))
    numbers = calls.numbers(column)
    yield from ((EQUAL, left, 0, number) for left, number in zip(range(len(numbers), 0, -1), numbers, strict=True))
    yield from ((JUMP, 0, 0, 1), (RETURN, 0, 0, refused))
    for call in calls.UNSEEN:
        yield from ((EQUAL, 0, 1, calls.number(call, column) or 0), (RETURN, 0, 0, unknown))
    yield from _by_flags(calls.number(calls.CLONE, column), 0, THREAD, if_any=ALLOW, if_none=refused)
    yield from _by_flags(calls.number(calls.LIMITS, column), 2, ANY, if_any=refused, if_none=ALLOW)
    for call, argument in () if may_write else calls.OPENS:
        yield from _by_flags(calls.number(call, column), argument, WRITING, if_any=ERRNO | errno.EACCES, if_none=ALLOW)
    yield (RETURN, 0, 0, ALLOW)


def _by_flags(number: int | None, argument: int, flags: int, *, if_any: int, if_none: int) -> Iterator[Step]:
    """The steps that answer one call by the flags of an argument (from 0); none for a call that the machine has not."""
    if number is not None:
        yield from ((EQUAL, 0, 4, number), (LOAD, 0, 0, ARGUMENTS + 8 * argument), (ANY_OF, 0, 1, flags))
        yield from ((RETURN, 0, 0, if_any), (RETURN, 0, 0, if_none))


def _prctl(option: int, *values: int) -> int:
    words = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    done: int = libc().prctl(ctypes.c_int(option), *words)
    return done
