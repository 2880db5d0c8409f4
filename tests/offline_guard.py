"""Run a command that dies as soon as it asks for a network socket.

    python offline_guard.py COMMAND [ARGUMENT]...

The kernel itself watches (a seccomp filter), so native code is held to it like Python, in every
thread and child process. Only sockets between processes of this machine (AF_UNIX) are let through;
any other ends the process with SIGSYS.
"""

import ctypes
import os
import platform
import socket
import struct
import sys

_MACHINES = {  # architecture as the kernel's audit names it, number of socket()
    "x86_64": (0xC000003E, 41),
    "aarch64": (0xC00000B7, 198),
}
_IO_URING_SETUP = 425  # on every architecture; a way to open sockets past socket()

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _JUMP_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL_PROCESS = 0x7FFF0000, 0x80000000
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # places in struct seccomp_data


def supported() -> bool:
    """Whether this machine has such a filter."""
    return sys.platform == "linux" and platform.machine() in _MACHINES


def forbid_network() -> None:
    """From here on this process and its children cannot open a network socket and live."""
    architecture, socket_number = _MACHINES[platform.machine()]
    program = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_JUMP_EQUAL, 0, 6, architecture),  # another one would number its calls otherwise: kill
        (_LOAD, 0, 0, _NUMBER),
        (_JUMP_EQUAL, 4, 0, _IO_URING_SETUP),
        (_JUMP_EQUAL, 0, 2, socket_number),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_JUMP_EQUAL, 0, 1, socket.AF_UNIX),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _KILL_PROCESS),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))
    header = struct.pack("HxxxxxxQ", len(program), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel refuses PR_SET_NO_NEW_PRIVS")
    if libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.create_string_buffer(header), 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel refuses a seccomp filter")


if __name__ == "__main__":
    forbid_network()
    os.execvp(sys.argv[1], sys.argv[1:])
