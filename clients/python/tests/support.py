"""What the steps of the scenario stand on."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import httpx

from tranche_client import ProblemCode, ProblemError

_numbers = count(1)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Take a step of the scenario and print it."""
    began, outcome = time.monotonic(), "FAILED"
    try:
        yield
        outcome = "ok"
    finally:
        print(f"{next(_numbers):2} {name}: {outcome} after {time.monotonic() - began:.1f} s", flush=True)


def refused(code: ProblemCode, status: int, call: Callable[[], object]) -> ProblemError:
    """Give the problem with which a call is refused, which must have this code and status."""
    try:
        answer = call()
    except ProblemError as problem:
        assert (problem.code, problem.status) == (code, status), problem
        return problem
    raise AssertionError(f"not refused with {code}: {answer}")


def variable(name: str) -> str:
    """Read a variable of the environment."""
    value = os.environ.get(name)
    assert value is not None, f"the variable {name} is not set; clients/scenario.md says what it has"
    return value


class Requests:
    """What the proxy of the scenario has seen, and what it does next."""

    def __init__(self, base_url: str) -> None:
        self._proxy = httpx.Client(base_url=base_url)

    def watch(self, next_fault: str = "") -> None:
        """Begin a new list of requests, to the first of which this happens."""
        self._proxy.post("/scenario/next", content=next_fault).raise_for_status()

    def seen(self) -> list[dict[str, Any]]:
        """Give the requests since then."""
        requests: list[dict[str, Any]] = self._proxy.get("/scenario/requests").raise_for_status().json()
        return requests
