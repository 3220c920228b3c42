"""A client of the Tranche API: README.md has an example. The calls are modules of `tranche_client.generated.api`."""

from tranche_client.client import connect, parsed
from tranche_client.generated.models.problem_code import ProblemCode
from tranche_client.pages import items
from tranche_client.problem import ProblemError
from tranche_client.retry import Retries

__all__ = ["ProblemCode", "ProblemError", "Retries", "connect", "items", "parsed"]
