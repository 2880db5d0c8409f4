"""A dask scheduler and workers as processes of their own, and a place that speaks S3."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from email.utils import formatdate
from functools import partial
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from batch_fakes import HERE
from conftest import own_environment


class Cluster:
    """A scheduler and its workers; a context manager that ends them.

    Attributes:
        address: of the scheduler.
        workers: processes, in the order of their start.
    """

    def __init__(self, folder: Path, workers: int, **environment: str) -> None:
        self._folder = folder
        self._wanted = workers
        self._environment = {**own_environment(folder), **environment}
        self._environment["PYTHONPATH"] += os.pathsep + str(HERE)
        self._file = folder / "scheduler.json"
        self.workers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Cluster:
        self._scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
            "--scheduler-file", self._file,
        )  # fmt: skip
        try:
            # The file is there a moment before what is in it.
            until(lambda: self._file.exists() and self._file.read_text().endswith("\n}"))
            self.address: str = json.loads(self._file.read_text())["address"]
            for _ in range(self._wanted):
                self.add_worker()
            if self._wanted:
                self.wait_for_workers(self._wanted)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in [*self.workers, self._scheduler]:
            process.kill()
            process.wait()

    def add_worker(self, *options: str) -> None:
        """Start a worker without a nanny, so that the process is the worker itself."""
        self.workers.append(
            self._start(
                "worker",
                "--scheduler-file",
                self._file,
                "--nthreads",
                "1",
                "--no-nanny",
                "--no-dashboard",
                "--host",
                "127.0.0.1",
                "--local-directory",
                self._folder,
                *options,
            )
        )

    def wait_for_workers(self, number: int) -> None:
        """Wait until so many have told the scheduler of themselves."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(number, timeout=120)

    def results_held(self) -> int:
        """How many finished results lie in workers: those that somebody still asks for."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            return sum(map(len, client.has_what().values()))

    def stop_scheduler(self) -> None:
        self._scheduler.kill()

    def _start(self, kind: str, *options: str | Path) -> subprocess.Popen[bytes]:
        log = (self._folder / f"{kind}-{len(self.workers)}.log").open("wb")
        with log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{kind}", *map(str, options)],
                cwd=self._folder, env=self._environment, stdout=log, stderr=log,
            )  # fmt: skip


def until(condition: object, timeout_s: float = 120.0) -> None:
    end = time.monotonic() + timeout_s
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


@contextlib.contextmanager
def s3(bucket: str, objects: Mapping[str, bytes]) -> Iterator[str]:
    """A server of one bucket that can be listed and read; the endpoint's address."""
    answers = partial(_Bucket, bucket=bucket, objects=objects)
    server = ThreadingHTTPServer(("127.0.0.1", 0), answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Bucket(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *request: Any, bucket: str, objects: Mapping[str, bytes]) -> None:
        self.bucket, self.objects = bucket, objects
        super().__init__(*request)  # answers at once

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        name = unquote(url.path).removeprefix(f"/{self.bucket}").lstrip("/")
        if not name:
            prefix = parse_qs(url.query).get("prefix", [""])[0]
            listing = _listing(self.bucket, self.objects, prefix)
            return self._answer(200, listing, "application/xml")
        if name not in self.objects:
            return self._answer(404, b"", "application/xml")
        return self._part(self.objects[name])

    do_HEAD = do_GET  # noqa: N815

    def _part(self, content: bytes) -> None:
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        first, last = 0, len(content) - 1
        if asked:
            first, last = int(asked[1]), min(int(asked[2] or last), last)
        more = {"ETag": _etag(content), "Last-Modified": formatdate(0, usegmt=True)}
        if asked:
            more["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
        self._answer(206 if asked else 200, content[first : last + 1], "video/mp4", more)

    def _answer(
        self, status: int, body: bytes, kind: str, more: Mapping[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, **(more or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


def _etag(content: bytes) -> str:
    return f'"{md5(content, usedforsecurity=False).hexdigest()}"'


def _listing(bucket: str, objects: Mapping[str, bytes], prefix: str) -> bytes:
    entries = "".join(
        f"<Contents><Key>{escape(name)}</Key><Size>{len(content)}</Size>"
        f"<LastModified>2025-01-31T00:00:00.000Z</LastModified><ETag>{_etag(content)}</ETag>"
        "<StorageClass>STANDARD</StorageClass></Contents>"
        for name, content in sorted(objects.items())
        if name.startswith(prefix)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
        f"<Name>{bucket}</Name><Prefix>{escape(prefix)}</Prefix><IsTruncated>false</IsTruncated>"
        f"<KeyCount>{len(objects)}</KeyCount><MaxKeys>1000</MaxKeys>{entries}</ListBucketResult>"
    ).encode()
