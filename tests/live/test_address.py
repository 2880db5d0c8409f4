"""A camera on the network, through OpenCV's own reader: a server of single JPEG pictures."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cv2
import numpy as np
import pytest

from formcheck.live.camera import source_named
from formcheck.live.errors import CameraError
from formcheck.live.reader import Reader

STEP_S = 0.03


class Camera(BaseHTTPRequestHandler):
    """Sends pictures for as long as the server is switched on."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=picture")
        self.end_headers()
        on: threading.Event = self.server.on  # type: ignore[attr-defined]
        number = 0
        try:
            while on.is_set():
                picture = np.full((240, 320, 3), number % 250, np.uint8)
                jpeg = cv2.imencode(".jpg", picture)[1].tobytes()
                head = f"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}"
                self.wfile.write(head.encode() + b"\r\n\r\n" + jpeg + b"\r\n")
                number += 1
                time.sleep(STEP_S)
        except OSError:
            pass  # nobody looks any more

    def log_message(self, *_: object) -> None:
        """Nothing to say."""


@contextmanager
def camera(port: int = 0) -> Iterator[int]:
    """A camera that is switched on; gives its port."""
    ThreadingHTTPServer.allow_reuse_address = True
    with ThreadingHTTPServer(("127.0.0.1", port), Camera) as server:
        server.daemon_threads = True
        server.on = threading.Event()  # type: ignore[attr-defined]
        server.on.set()  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server.server_port
        finally:
            server.on.clear()  # type: ignore[attr-defined]
            server.shutdown()
            thread.join()


def pictures_of(reader: Reader, seconds: float) -> int:
    """How many pictures come in a while."""
    until, count = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        count += reader.take(0.1) is not None
    return count


def test_a_camera_on_the_network_is_read_and_waited_for() -> None:
    with camera() as port:
        reader = Reader(source_named(f"http://somebody:secret@127.0.0.1:{port}/"))
        assert reader.source.name == f"127.0.0.1:{port}/"
        reader.__enter__()
        assert pictures_of(reader, 1.0) > 5
        assert (reader.width, reader.height) == (320, 240)
    try:
        until = time.monotonic() + 8
        while reader.away_s == 0 and time.monotonic() < until:
            reader.take(0.1)
        assert reader.away_s > 0
        with camera(port):
            until = time.monotonic() + 8
            while reader.away_s > 0 and time.monotonic() < until:
                reader.take(0.1)
            assert pictures_of(reader, 0.5) > 2
        assert reader.gaps
    finally:
        reader.__exit__(None, None, None)


@pytest.mark.parametrize("kind", ["http", "rtsp"])
def test_an_address_where_nobody_answers_is_named_without_its_password(kind: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(CameraError, match=r"cannot be reached: check the address") as told:
        Reader(source_named(f"{kind}://somebody:secret@127.0.0.1:{port}/film"))
    assert "secret" not in str(told.value)
