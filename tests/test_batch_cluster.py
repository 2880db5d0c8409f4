"""A batch on a dask cluster: a scheduler and workers that are processes of their own."""

from __future__ import annotations

import gc
import os
import signal
import threading
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="needs the extra cluster")

from batch_cluster import Cluster, s3, until
from batch_fakes import batch, films, taken_by, tries
from test_batch import history, results

from formcheck.batch.errors import BatchError

REPORTS = ("seven_reps", "two_sets", "no_mistakes", "nobody")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    told = {f"anna/{n}.mp4": f"{REPORTS[n % 4]}{n * ' '}" for n in range(8)}
    return films(tmp_path / "films", told)


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_any_number_of_workers_gives_the_results_of_this_machine(
    folder: Path, tmp_path: Path, workers: int
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    batch(folder, here, jobs=1)
    with Cluster(tmp_path, workers) as cluster:
        done = batch(folder, there, jobs=None, cluster=cluster.address)
        again = batch(folder, there, jobs=None, cluster=cluster.address)
    assert (done.failed, done.kept, again.kept) == ((), 0, 8)
    assert results(there) == results(here)
    assert history(there) == history(here)


def test_a_worker_that_is_killed_costs_only_what_it_was_at(tmp_path: Path) -> None:
    # The largest films go out first: in the end a worker is held by one of the last three.
    names = [f"anna/{n}.mp4" for n in range(12)]
    told = ["nobody", "seven_reps", "two_sets"] * 3 + ["waits"] * 3
    padded = {
        name: line.ljust(40 - n) for n, (name, line) in enumerate(zip(names, told, strict=True))
    }
    folder = films(tmp_path / "films", padded)
    out = tmp_path / "desk"

    def kill_in_the_middle() -> None:
        until(lambda: len(list(out.glob("anna/*"))) == 9)
        until(lambda: cluster.results_held() == 0)
        until(lambda: any(tries(folder, name) for name in names[9:]))
        holder = next(pid for name in names[9:] for pid in taken_by(folder, name))
        os.kill(holder, signal.SIGKILL)
        (folder / "anna" / ".go").touch()

    with Cluster(tmp_path, 3) as cluster:
        killing = threading.Thread(target=kill_in_the_middle)
        killing.start()
        done = batch(folder, out, jobs=None, cluster=cluster.address)
        killing.join()
    assert done.failed == ()
    assert sorted(tries(folder, name) for name in names) == [1] * 11 + [2]
    batch(folder, tmp_path / "undisturbed")
    assert results(out) == results(tmp_path / "undisturbed")


def test_a_film_that_breaks_every_worker_is_named(tmp_path: Path) -> None:
    told = {"anna/a.mp4": "crash", "anna/b.mp4": "nobody", "anna/c.mp4": "hang"}
    folder = films(tmp_path / "films", told)
    with Cluster(tmp_path, 3, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as cluster:
        done = batch(folder, tmp_path / "desk", jobs=None, cluster=cluster.address, limit_s=1.0)
    sentences = dict(done.failed)
    assert set(sentences) == {"anna/a.mp4", "anna/c.mp4"}
    assert "ended its worker twice" in sentences["anna/a.mp4"]
    assert "was not done after 1 seconds" in sentences["anna/c.mp4"]


def test_films_in_s3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    objects = {"films/anna/standing-kickback ü.mp4": b"seven_reps", "films/c.mp4": b"nobody"}
    access = {
        "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "eu-west-1",
    }  # fmt: skip
    for name, value in access.items():
        monkeypatch.setenv(name, value)
    with s3("club", objects) as endpoint:
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
        with Cluster(tmp_path, 1, **access, AWS_ENDPOINT_URL=endpoint) as cluster:
            done = batch("s3://club/films", tmp_path / "desk", None, cluster=cluster.address)
            again = batch("s3://club/films", tmp_path / "desk", jobs=1)
    assert (done.films, done.failed, again.kept) == (2, (), 2)
    assert (tmp_path / "desk" / "anna" / "standing-kickback ü.mp4" / "report.html").exists()


def test_a_cluster_that_does_not_answer(folder: Path, tmp_path: Path) -> None:
    from distributed import Client

    for address in ("tcp://127.0.0.1:9", "nonsense"):
        with pytest.raises(BatchError, match="does not answer"):
            batch(folder, tmp_path / "desk", jobs=None, cluster=address)
        # One that is left would be closed some time later, and wait for another one's start.
        left = [each for each in gc.get_objects() if type(each) is Client]
        assert all(each.status == "closed" for each in left)
    assert not (tmp_path / "desk").exists()


def test_a_cluster_without_workers(folder: Path, tmp_path: Path) -> None:
    with Cluster(tmp_path, 0) as cluster, pytest.raises(BatchError, match="has no worker"):
        batch(folder, tmp_path / "desk", jobs=None, cluster=cluster.address)


def test_a_worker_of_another_version(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other_version.py"
    other.write_text("import formcheck\nformcheck.__version__ = '0.0.1'\n")
    with Cluster(tmp_path, 0) as cluster:
        cluster.add_worker("--preload", str(other))
        cluster.wait_for_workers(1)
        with pytest.raises(BatchError, match=r"runs formcheck 0\.0\.1") as raised:
            batch(folder, tmp_path / "desk", jobs=None, cluster=cluster.address)
    assert "install the same on both" in str(raised.value)


def test_a_worker_with_several_threads(folder: Path, tmp_path: Path) -> None:
    with Cluster(tmp_path, 0) as cluster:
        cluster.add_worker("--nthreads", "2")
        cluster.wait_for_workers(1)
        with pytest.raises(BatchError, match="--nthreads 1"):
            batch(folder, tmp_path / "desk", jobs=None, cluster=cluster.address)


def test_a_cluster_that_goes_away(tmp_path: Path) -> None:
    folder = films(tmp_path / "films", {f"anna/{n}.mp4": "takes 1" for n in range(6)})
    out = tmp_path / "desk"
    with Cluster(tmp_path, 1) as cluster:
        import threading

        def stop() -> None:
            until(lambda: list(out.glob("anna/*")))
            cluster.stop_scheduler()
            cluster.workers[0].kill()

        thread = threading.Thread(target=stop)
        thread.start()
        with pytest.raises(BatchError, match="went away"):
            batch(folder, out, jobs=None, cluster=cluster.address)
        thread.join()
    assert batch(folder, out).kept >= 1
