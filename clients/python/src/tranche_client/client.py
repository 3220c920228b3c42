"""What calls are made with."""

import uuid
from typing import TypeVar

import httpx

from tranche_client.generated.client import AuthenticatedClient
from tranche_client.generated.models.problem import Problem
from tranche_client.problem import raise_problem
from tranche_client.retry import Retries, RetryingTransport, takes_key

T = TypeVar("T")


def connect(
    base_url: str,
    *,
    retries: Retries | None = None,
    timeout: float = 30,
    transport: httpx.BaseTransport | None = None,
) -> AuthenticatedClient:
    """Make the client of one server, for the `client` of every call.

    It has at most one session: that of its last log-in, whose cookie it keeps as the server renews it. `timeout` bounds
    each connect, read and write, in seconds.
    """
    http = httpx.Client(
        base_url=base_url,
        timeout=timeout,
        transport=RetryingTransport(transport or httpx.HTTPTransport(), retries or Retries()),
        event_hooks={"request": [_add_key], "response": [raise_problem]},
    )
    # The cookie authenticates, so there is no token: with a client of its own, none is sent.
    return AuthenticatedClient(base_url=base_url, token="").set_httpx_client(http)


def parsed(answer: T | Problem | None) -> T:
    """Give the body of an answer that is no problem: what is refused was raised as a `ProblemError` by then."""
    if answer is None or isinstance(answer, Problem):
        raise TypeError(f"the answer has no body that this version of the client knows: {answer}")
    return answer


def _add_key(request: httpx.Request) -> None:
    # With a key it is done once, however often it is sent.
    if takes_key(request):
        request.headers.setdefault("Idempotency-Key", str(uuid.uuid4()))
