"""A whole check asks for no network socket: the kernel watches every thread and child."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import offline_guard
import pytest
from conftest import FORMCHECK, needs_openvino, own_environment

pytestmark = pytest.mark.skipif(
    not offline_guard.supported(), reason="needs Linux on x86-64 or arm64"
)


def guarded(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, offline_guard.__file__, *command],
        cwd=folder, env=own_environment(folder), capture_output=True, text=True,
    )  # fmt: skip


def test_a_check_opens_no_network_connection(tmp_path: Path, empty_room: Path) -> None:
    done = guarded([*FORMCHECK, "check", str(empty_room), "--out", "room"], tmp_path)
    assert done.returncode == 0, f"{done.returncode}: {done.stderr}"
    assert (tmp_path / "room" / "report.json").exists()


def test_a_check_of_a_set_opens_no_network_connection(tmp_path: Path, small_set: Path) -> None:
    done = guarded([*FORMCHECK, "check", str(small_set), "--out", "set"], tmp_path)
    assert done.returncode == 0, f"{done.returncode}: {done.stderr}"
    assert (tmp_path / "set" / "annotated.mp4").exists()


@needs_openvino
def test_the_faster_engine_opens_no_network_connection(tmp_path: Path, small_set: Path) -> None:
    """Nor does it leave the number by which its maker's tools would know the user again."""
    check = [*FORMCHECK, "check", str(small_set), "--out", "set", "--engine", "openvino"]
    done = guarded([*check, "--no-video"], tmp_path)
    assert done.returncode == 0, f"{done.returncode}: {done.stderr}"
    assert {path.name for path in tmp_path.iterdir()} <= {"set", "state", "data"}


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "import socket; socket.getaddrinfo('formcheck.invalid', 443)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import ctypes; ctypes.CDLL(None).socket(2, 1, 0)",
        "import threading, socket; t = threading.Thread(target=socket.socket); t.start(); t.join()",
    ],
    ids=["connect", "udp6", "name", "http", "native", "thread"],
)
def test_the_guard_notices_an_attempt(tmp_path: Path, attempt: str) -> None:
    done = guarded([sys.executable, "-c", attempt], tmp_path)
    assert done.returncode == -signal.SIGSYS


def test_the_guard_notices_an_attempt_of_a_child(tmp_path: Path) -> None:
    attempt = (
        "import subprocess, sys; "
        "print(subprocess.run([sys.executable, '-c', 'import socket; socket.socket()']).returncode)"
    )
    done = guarded([sys.executable, "-c", attempt], tmp_path)
    assert done.stdout.strip() == str(-signal.SIGSYS)


def test_the_guard_lets_everything_else_through(tmp_path: Path) -> None:
    harmless = "import socket; a, b = socket.socketpair(); a.send(b'x'); print(b.recv(1))"
    assert guarded([sys.executable, "-c", harmless], tmp_path).stdout == "b'x'\n"
