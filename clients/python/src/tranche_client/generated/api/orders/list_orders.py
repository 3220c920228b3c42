from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_orders_response import ListOrdersResponse
from ...models.list_orders_scope import ListOrdersScope
from ...models.list_orders_status import ListOrdersStatus
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    page_size: int | Unset = UNSET,
    next_token: str | Unset = UNSET,
    status: ListOrdersStatus | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    scope: ListOrdersScope | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["pageSize"] = page_size

    params["nextToken"] = next_token

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status

    params["status"] = json_status

    json_user_id: str | Unset = UNSET
    if not isinstance(user_id, Unset):
        json_user_id = str(user_id)
    params["userId"] = json_user_id

    json_scope: str | Unset = UNSET
    if not isinstance(scope, Unset):
        json_scope = scope

    params["scope"] = json_scope

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/orders",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ListOrdersResponse | Problem | None:
    if response.status_code == 200:
        response_200 = ListOrdersResponse.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ListOrdersResponse | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    page_size: int | Unset = UNSET,
    next_token: str | Unset = UNSET,
    status: ListOrdersStatus | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    scope: ListOrdersScope | Unset = UNSET,
) -> Response[ListOrdersResponse | Problem]:
    """List orders

     Returns a page of your own orders, newest first. For signed-in users. Only admins may use `userId`
    and `scope`, for
    the orders of another user or of all users; others get `forbidden`.

    Args:
        page_size (int | Unset):
        next_token (str | Unset):
        status (ListOrdersStatus | Unset): The status of an order.
        user_id (UUID | Unset):
        scope (ListOrdersScope | Unset): The users whose orders are listed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListOrdersResponse | Problem]
    """

    kwargs = _get_kwargs(
        page_size=page_size,
        next_token=next_token,
        status=status,
        user_id=user_id,
        scope=scope,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    page_size: int | Unset = UNSET,
    next_token: str | Unset = UNSET,
    status: ListOrdersStatus | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    scope: ListOrdersScope | Unset = UNSET,
) -> ListOrdersResponse | Problem | None:
    """List orders

     Returns a page of your own orders, newest first. For signed-in users. Only admins may use `userId`
    and `scope`, for
    the orders of another user or of all users; others get `forbidden`.

    Args:
        page_size (int | Unset):
        next_token (str | Unset):
        status (ListOrdersStatus | Unset): The status of an order.
        user_id (UUID | Unset):
        scope (ListOrdersScope | Unset): The users whose orders are listed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListOrdersResponse | Problem
    """

    return sync_detailed(
        client=client,
        page_size=page_size,
        next_token=next_token,
        status=status,
        user_id=user_id,
        scope=scope,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    page_size: int | Unset = UNSET,
    next_token: str | Unset = UNSET,
    status: ListOrdersStatus | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    scope: ListOrdersScope | Unset = UNSET,
) -> Response[ListOrdersResponse | Problem]:
    """List orders

     Returns a page of your own orders, newest first. For signed-in users. Only admins may use `userId`
    and `scope`, for
    the orders of another user or of all users; others get `forbidden`.

    Args:
        page_size (int | Unset):
        next_token (str | Unset):
        status (ListOrdersStatus | Unset): The status of an order.
        user_id (UUID | Unset):
        scope (ListOrdersScope | Unset): The users whose orders are listed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListOrdersResponse | Problem]
    """

    kwargs = _get_kwargs(
        page_size=page_size,
        next_token=next_token,
        status=status,
        user_id=user_id,
        scope=scope,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    page_size: int | Unset = UNSET,
    next_token: str | Unset = UNSET,
    status: ListOrdersStatus | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    scope: ListOrdersScope | Unset = UNSET,
) -> ListOrdersResponse | Problem | None:
    """List orders

     Returns a page of your own orders, newest first. For signed-in users. Only admins may use `userId`
    and `scope`, for
    the orders of another user or of all users; others get `forbidden`.

    Args:
        page_size (int | Unset):
        next_token (str | Unset):
        status (ListOrdersStatus | Unset): The status of an order.
        user_id (UUID | Unset):
        scope (ListOrdersScope | Unset): The users whose orders are listed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListOrdersResponse | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            page_size=page_size,
            next_token=next_token,
            status=status,
            user_id=user_id,
            scope=scope,
        )
    ).parsed
