"""Requests that are sent again, where that is safe."""

import time
from dataclasses import dataclass

import httpx

from tranche_client.problem import problem_of

# What RFC 9110 calls idempotent: to send it twice changes no more than to send it once.
_IDEMPOTENT = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"}

# The calls whose `Idempotency-Key` the server reads.
_KEYED: list[tuple[str, str]] = [("POST", "/api/v1/orders")]


@dataclass(frozen=True)
class Retries:
    """How often a request is sent again at most, and the longest `Retry-After` to wait for, in seconds."""

    retries: int = 3
    longest_wait: float = 10


class RetryingTransport(httpx.BaseTransport):
    """Sends a request again where that is safe.

    That is after an answer that asks for it by 429 or 503 with `Retry-After`, and where the answer was lost. A
    request that is neither idempotent nor has an `Idempotency-Key` that the server reads is sent again only after an
    answer that says that nothing was done.
    """

    def __init__(self, transport: httpx.BaseTransport, retries: Retries) -> None:
        self._transport = transport
        self._retries = retries

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, again where that is safe. The last response sets the cookies of those before it too."""
        set_cookies: list[str] = []
        for retry in range(self._retries.retries):
            try:
                response = self._send(request)
            except httpx.TransportError:
                if not _is_repeatable(request):
                    raise
                time.sleep(min(0.1 * 2**retry, self._retries.longest_wait))
                continue
            wait = _wait_asked_for(request, response)
            if wait is None or wait > self._retries.longest_wait:
                return _with_cookies(response, set_cookies)
            set_cookies += response.headers.get_list("Set-Cookie")
            _renew_cookies(request, set_cookies)
            time.sleep(wait)
        return _with_cookies(self._send(request), set_cookies)

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _send(self, request: httpx.Request) -> httpx.Response:
        response = self._transport.handle_request(request)
        # The body may be lost too.
        try:
            response.read()
        finally:
            response.close()
        return response


def _with_cookies(response: httpx.Response, set_cookies: list[str]) -> httpx.Response:
    if set_cookies:
        earlier = [(b"Set-Cookie", line.encode()) for line in set_cookies]
        # The last one of a name is kept.
        response.headers = httpx.Headers([*earlier, *response.headers.raw])
    return response


def _renew_cookies(request: httpx.Request, set_cookies: list[str]) -> None:
    """Let a request send the cookies that were set since it was made."""
    if not set_cookies:
        return
    pairs = [*request.headers.get("Cookie", "").split(";"), *(line.partition(";")[0] for line in set_cookies)]
    cookies = dict(pair.strip().split("=", 1) for pair in pairs if "=" in pair)
    # Log-out clears the cookie by an empty one.
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items() if value)
    request.headers.pop("Cookie", None)
    if cookie:
        request.headers["Cookie"] = cookie


def _wait_asked_for(request: httpx.Request, response: httpx.Response) -> int | None:
    """How many seconds to wait before the request may be sent again, if it may."""
    seconds = response.headers.get("Retry-After", "")
    if _is_repeatable(request):
        may_repeat = response.status_code in (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE)
    else:
        may_repeat = _nothing_was_done(response)
    return int(seconds) if may_repeat and seconds.isdecimal() else None


def _is_repeatable(request: httpx.Request) -> bool:
    return request.method in _IDEMPOTENT or (takes_key(request) and "Idempotency-Key" in request.headers)


def takes_key(request: httpx.Request) -> bool:
    """Whether the server does what a request asks for once, however often it comes with one key."""
    return any(request.method == method and request.url.path.endswith(path) for method, path in _KEYED)


def _nothing_was_done(response: httpx.Response) -> bool:
    """Whether that is certain.

    503 `unavailable` may also stand for a change that was made, when the store's answer to it was lost.
    """
    if response.status_code == httpx.codes.SERVICE_UNAVAILABLE:
        problem = problem_of(response)
        return problem is not None and problem["code"] == "maintenance"
    return response.status_code == httpx.codes.TOO_MANY_REQUESTS
