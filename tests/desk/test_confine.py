"""The filter of system calls, run as the kernel runs it, for each machine: what is let, refused, unknown."""

from __future__ import annotations

import errno
import os
import struct

import pytest

from casedrop.desk.reading import seccomp, system_calls

SIGCHLD, THREAD = 17, 0x00010000
CALLS = {"x86_64": {"read": 0, "mmap": 9, "futex": 202}, "aarch64": {"read": 63, "mmap": 222, "futex": 98}}
"""Calls that every program needs."""
TELLS = {seccomp.ALLOW: "let", seccomp.KILL: "killed"} | {
    seccomp.ERRNO | number: errno.errorcode[number] for number in (errno.EPERM, errno.EACCES, errno.ENOSYS)
}


def run(code: bytes, machine: int, number: int, *arguments: int) -> str:
    """What a filter answers to a call."""
    seen = struct.pack("=iIQ6Q", number, machine, 0, *(*arguments, 0, 0, 0, 0, 0, 0)[:6])
    steps, at, value = [*struct.iter_unpack("=HBBI", code)], 0, 0
    while True:
        does, if_so, if_not, k = steps[at]
        at += 1
        match does:
            case seccomp.LOAD:
                (value,) = struct.unpack_from("=I", seen, k)
            case seccomp.RETURN:
                return TELLS[k]
            case seccomp.JUMP:
                at += k
            case seccomp.EQUAL:
                at += if_so if value == k else if_not
            case seccomp.AT_LEAST:
                at += if_so if value >= k else if_not
            case seccomp.ANY_OF:
                at += if_so if value & k else if_not


@pytest.mark.fault("L8")
@pytest.mark.parametrize("machine", seccomp.MACHINES)
def test_what_a_confined_process_may_still_call(machine):
    column, kind = seccomp.MACHINES[machine]
    code = seccomp.program(machine, may_write=False)

    def told(number, *arguments):
        return run(code, kind, number, *arguments)

    def call(named, *arguments):
        return told(system_calls.number(named, column), *arguments)

    assert {told(number) for number in CALLS[machine].values()} == {"let"}
    assert {told(number) for number in system_calls.numbers(column)} == {"EPERM"}
    assert (call(system_calls.CLONE, THREAD | SIGCHLD), call(system_calls.CLONE, SIGCHLD)) == ("let", "EPERM")
    assert (call(system_calls.LIMITS, 0, 7, 0), call(system_calls.LIMITS, 0, 7, 0x7FFF0010)) == ("let", "EPERM")
    opens = system_calls.OPENS[1][0]
    assert [call(opens, 0, 0, flags) for flags in (os.O_RDONLY, os.O_WRONLY, os.O_CREAT)] == ["let", "EACCES", "EACCES"]
    assert {call(unseen) for unseen in system_calls.UNSEEN} == {"ENOSYS"}
    assert {told(number) for number in (system_calls.LAST + 1, seccomp.OTHER_WAY | 41)} == {"ENOSYS"}
    assert run(code, kind ^ 1, CALLS[machine]["read"]) == "killed"
    assert (
        run(seccomp.program(machine, may_write=True), kind, system_calls.number(opens, column), 0, 0, os.O_CREAT)
        == "let"
    )
