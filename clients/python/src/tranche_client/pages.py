"""Lists, page after page."""

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from tranche_client.client import parsed
from tranche_client.generated.models.problem import Problem
from tranche_client.generated.types import UNSET, Unset


class Page(Protocol):
    """One list, under a name of its own, and the token of the next page."""

    next_token: str | None


P = TypeVar("P", bound=Page)
Item = TypeVar("Item")


def items(
    page_after: Callable[[str | Unset], P | Problem | None],
    items_of: Callable[[P], list[Item]],
) -> Iterator[Item]:
    """Give every item of a list, page after page; a page is asked for when it is needed.

    items(lambda token: list_users.sync(client=client, next_token=token), lambda page: page.users)
    """
    token: str | Unset | None = UNSET
    while token is not None:
        page = parsed(page_after(token))
        yield from items_of(page)
        token = page.next_token
