"""The system calls that a confined process is refused, with their numbers on x86-64 and on 64-bit ARM (- for none): from the
kernel's own tables, which never change."""

from __future__ import annotations

REFUSED = """
# networks
socket 41 198, connect 42 203, accept 43 202, sendto 44 206, recvfrom 45 207, sendmsg 46 211, recvmsg 47 212,
shutdown 48 210, bind 49 200, listen 50 201, getsockname 51 204, getpeername 52 205, socketpair 53 199,
setsockopt 54 208, getsockopt 55 209, accept4 288 242, recvmmsg 299 243, sendmmsg 307 269
# processes begun, or another program in this one
fork 57 -, vfork 58 -, execve 59 221, execveat 322 281, unshare 272 97, setns 308 268
# hold over other processes
kill 62 129, tkill 200 130, tgkill 234 131, rt_sigqueueinfo 129 138, rt_tgsigqueueinfo 297 240,
pidfd_send_signal 424 424, pidfd_open 434 434, pidfd_getfd 438 438, ptrace 101 117, process_vm_readv 310 270,
process_vm_writev 311 271, process_madvise 440 440, kcmp 312 272, setrlimit 160 164, setpriority 141 140,
sched_setscheduler 144 119, sched_setparam 142 118, sched_setattr 314 274, ioprio_set 251 30, move_pages 279 239,
migrate_pages 256 238
# files made, renamed, given away
mkdir 83 -, mkdirat 258 34, mknod 133 -, mknodat 259 33, rename 82 -, renameat 264 38, renameat2 316 276, link 86 -,
linkat 265 37, symlink 88 -, symlinkat 266 36, unlink 87 -, unlinkat 263 35, rmdir 84 -, creat 85 -, truncate 76 45,
chmod 90 -, fchmod 91 52, fchmodat 268 53, chown 92 -, fchown 93 55, lchown 94 -, fchownat 260 54, utime 132 -,
utimes 235 -, utimensat 280 88, futimesat 261 -, setxattr 188 5, lsetxattr 189 6, fsetxattr 190 7, removexattr 197 14,
lremovexattr 198 15, fremovexattr 199 16, open_by_handle_at 304 265, name_to_handle_at 303 264
# messages and memory shared with others
shmget 29 194, shmat 30 196, shmctl 31 195, semget 64 190, semop 65 193, semctl 66 191, msgget 68 186, msgsnd 69 189,
msgrcv 70 188, msgctl 71 187, mq_open 240 180, mq_unlink 241 181, mq_timedsend 242 182, mq_timedreceive 243 183,
keyctl 250 219, add_key 248 217, request_key 249 218, memfd_secret 447 447
# ways round this filter, and into the kernel
io_uring_setup 425 425, io_uring_enter 426 426, io_uring_register 427 427, bpf 321 280, perf_event_open 298 241,
userfaultfd 323 282, seccomp 317 277
# the machine
mount 165 40, umount2 166 39, move_mount 429 429, open_tree 428 428, fsopen 430 430, fsconfig 431 431,
fsmount 432 432, fspick 433 433, mount_setattr 442 442, pivot_root 155 41, chroot 161 51, swapon 167 224,
swapoff 168 225, reboot 169 142, sethostname 170 161, setdomainname 171 162, settimeofday 164 170,
clock_settime 227 112, adjtimex 159 171, clock_adjtime 305 266, init_module 175 105, finit_module 313 273,
delete_module 176 106, kexec_load 246 104, kexec_file_load 320 294, quotactl 179 60, acct 163 89, syslog 103 116,
iopl 172 -, ioperm 173 -, setuid 105 146, setgid 106 144, setreuid 113 145, setregid 114 143, setresuid 117 147,
setresgid 119 149, setgroups 116 159, capset 126 91, personality 135 92, fanotify_init 300 262
"""
"""A line that begins with # says what those below it are for; each call is its name and two numbers."""
UNSEEN = ("clone3 435 435", "openat2 437 437")
"""Calls whose flags no filter sees: unknown to the process, so that libraries use `clone` and `openat`."""
CLONE = "clone 56 220"
"""Begins a thread, which is let, or a process, which is not."""
LIMITS = "prlimit64 302 261"
"""Tells limits, which is let, or sets them, which is not."""
OPENS = (("open 2 -", 1), ("openat 257 56", 2))
"""The calls that open files, and which of their arguments (from 0) is flags."""
LAST = 450
"""The last call that was known when this was written."""


def numbers(machine: int) -> list[int]:
    """The numbers of the refused calls on a machine: 0 for x86-64, 1 for 64-bit ARM."""
    lines = (line for line in REFUSED.splitlines() if not line.startswith("#"))
    calls = (call for line in lines for call in line.split(",") if call.strip())
    found = (number(call, machine) for call in calls)
    return [one for one in found if one is not None]


def number(call: str, machine: int) -> int | None:
    """The number of one call of these tables on a machine; None if it has no such call."""
    told = call.split()[1 + machine]
    return None if told == "-" else int(told)
