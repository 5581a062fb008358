"""Run one function over many files: here, in processes, or on any executor; a crash costs one file."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from typing import TypeVar

Result = TypeVar("Result")

# A worker is replaced after so many files, so that what a library keeps does not pile up.
_FILES_A_WORKER = 250
# Files handed out ahead of the workers: enough to keep them busy, few enough to find a culprit among.
_AHEAD = 2


def default_jobs() -> int:
    """Processors that this process may use."""
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:
        return max(1, os.cpu_count() or 1)


def run(
    function: Callable[..., Result],
    jobs: Iterable[tuple],
    workers: int = 1,
    executor: Executor | None = None,
    died: Callable[[tuple], Result] | None = None,
) -> Iterator[tuple[tuple, Result]]:
    """Run a function over the arguments of many jobs.

    Parameters
    ----------
    function : callable
        Must be importable by name, and must not raise.
    jobs : iterable of tuple
        Arguments, one tuple a job.
    workers : int
        Processes; 1 runs everything in this one.
    executor : Executor, optional
        Anything with the ``submit`` of ``concurrent.futures``; stays open.
    died : callable
        Makes the result of a job whose process died under it.

    Yields
    ------
    tuple of (job, result)
        In the order in which they finish.
    """
    if executor is None and workers <= 1:
        for job in jobs:
            yield job, function(*job)
        return
    waiting = deque(jobs)
    suspects: deque[tuple] = deque()
    if executor is None and waiting and not _starts():
        yield from run(function, waiting)
        return
    while waiting:
        pool = executor or _pool(min(workers, len(waiting)))
        try:
            yield from _drain(pool, function, waiting, suspects, _AHEAD * max(workers, default_jobs()))
        finally:
            if executor is None:
                pool.shutdown(wait=True, cancel_futures=True)
        # A broken pool takes down every job it had; each is tried again alone, and one of them is to blame.
        while suspects:
            job = suspects.popleft()
            yield job, _alone(function, job, died)
        if executor is not None and waiting:
            executor = None


def _drain(
    pool: Executor, function: Callable[..., Result], waiting: deque[tuple], suspects: deque[tuple], ahead: int
) -> Iterator[tuple[tuple, Result]]:
    """Run jobs until none wait or the pool breaks; jobs that it broke on become suspects."""
    running: dict[Future, tuple] = {}
    broken = False
    while running or (waiting and not broken):
        while waiting and not broken and len(running) < ahead:
            job = waiting.popleft()
            try:
                running[pool.submit(function, *job)] = job
            except BrokenExecutor:
                waiting.appendleft(job)
                broken = True
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            job = running.pop(future)
            try:
                result = future.result()
            except BrokenExecutor:
                broken = True
                suspects.append(job)
            else:
                yield job, result


def _alone(function: Callable[..., Result], job: tuple, died: Callable[[tuple], Result] | None) -> Result:
    with _pool(1) as pool:
        try:
            return pool.submit(function, *job).result()
        except BrokenExecutor:
            if died is None:
                raise
            return died(job)


def _starts() -> bool:
    """Tell whether processes can be started here: not from a script without ``if __name__ == "__main__"``."""
    with _pool(1) as pool:
        try:
            return pool.submit(os.getpid).result() > 0
        except BrokenExecutor:
            return False


def _pool(workers: int) -> ProcessPoolExecutor:
    # Fresh processes, not forks: threads of the readers' libraries do not survive a fork.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max(1, workers), mp_context=context, max_tasks_per_child=_FILES_A_WORKER)
