"""Problems (RFC 9457) as exceptions."""

from typing import Any, cast

import httpx

from tranche_client.generated.models.problem_code import ProblemCode


class ProblemError(Exception):
    """The server refused a request, and says why.

    `code` is one of `ProblemCode`, or of a later server's: decide by the status where it is none that you know.
    """

    def __init__(self, problem: dict[str, Any], response: httpx.Response) -> None:
        self.problem = problem
        self.response = response
        self.status = response.status_code
        self.code = cast("ProblemCode", problem["code"])
        self.errors: list[dict[str, str]] = problem.get("errors", [])
        super().__init__(f"{self.code} ({self.status}): {problem.get('detail')} [request {problem.get('requestId')}]")


def raise_problem(response: httpx.Response) -> None:
    """Raise what the response stands for, where that is no success: `httpx.HTTPStatusError` where it is no problem."""
    if response.is_success or response.status_code == httpx.codes.NOT_MODIFIED:
        return
    response.read()
    problem = problem_of(response)
    if problem is not None:
        raise ProblemError(problem, response)
    response.raise_for_status()


def problem_of(response: httpx.Response) -> dict[str, Any] | None:
    """Give the problem that a response has, whose body was read."""
    if not response.headers.get("Content-Type", "").startswith("application/problem+json"):
        return None
    try:
        body = response.json()
    except ValueError:
        return None
    return body if isinstance(body, dict) and "code" in body else None
