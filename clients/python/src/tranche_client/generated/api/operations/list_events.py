import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_events_response import ListEventsResponse
from ...models.list_events_subject_kind import (
    ListEventsSubjectKind,
)
from ...models.list_events_type import ListEventsType
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    page_size: int | Unset = UNSET,
    next_token: str | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    subject_kind: ListEventsSubjectKind | Unset = UNSET,
    subject_id: UUID | Unset = UNSET,
    type_: ListEventsType | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["pageSize"] = page_size

    params["nextToken"] = next_token

    json_user_id: str | Unset = UNSET
    if not isinstance(user_id, Unset):
        json_user_id = str(user_id)
    params["userId"] = json_user_id

    json_subject_kind: str | Unset = UNSET
    if not isinstance(subject_kind, Unset):
        json_subject_kind = subject_kind

    params["subjectKind"] = json_subject_kind

    json_subject_id: str | Unset = UNSET
    if not isinstance(subject_id, Unset):
        json_subject_id = str(subject_id)
    params["subjectId"] = json_subject_id

    json_type_: str | Unset = UNSET
    if not isinstance(type_, Unset):
        json_type_ = type_

    params["type"] = json_type_

    json_from_: str | Unset = UNSET
    if not isinstance(from_, Unset):
        json_from_ = from_.isoformat()
    params["from"] = json_from_

    json_to: str | Unset = UNSET
    if not isinstance(to, Unset):
        json_to = to.isoformat()
    params["to"] = json_to

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/events",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ListEventsResponse | Problem | None:
    if response.status_code == 200:
        response_200 = ListEventsResponse.from_dict(response.json())

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
) -> Response[ListEventsResponse | Problem]:
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
    user_id: UUID | Unset = UNSET,
    subject_kind: ListEventsSubjectKind | Unset = UNSET,
    subject_id: UUID | Unset = UNSET,
    type_: ListEventsType | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
) -> Response[ListEventsResponse | Problem]:
    """List events

     Returns a page of the audit trail, newest first: who changed what, when, by which request. The
    filters narrow it
    together. For admins, who see the events of all users, those of super admins and of the operator
    included.

    Args:
        page_size (int | Unset):
        next_token (str | Unset):
        user_id (UUID | Unset):
        subject_kind (ListEventsSubjectKind | Unset):
        subject_id (UUID | Unset):
        type_ (ListEventsType | Unset):
        from_ (datetime.datetime | Unset):
        to (datetime.datetime | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListEventsResponse | Problem]
    """

    kwargs = _get_kwargs(
        page_size=page_size,
        next_token=next_token,
        user_id=user_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        type_=type_,
        from_=from_,
        to=to,
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
    user_id: UUID | Unset = UNSET,
    subject_kind: ListEventsSubjectKind | Unset = UNSET,
    subject_id: UUID | Unset = UNSET,
    type_: ListEventsType | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
) -> ListEventsResponse | Problem | None:
    """List events

     Returns a page of the audit trail, newest first: who changed what, when, by which request. The
    filters narrow it
    together. For admins, who see the events of all users, those of super admins and of the operator
    included.

    Args:
        page_size (int | Unset):
        next_token (str | Unset):
        user_id (UUID | Unset):
        subject_kind (ListEventsSubjectKind | Unset):
        subject_id (UUID | Unset):
        type_ (ListEventsType | Unset):
        from_ (datetime.datetime | Unset):
        to (datetime.datetime | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListEventsResponse | Problem
    """

    return sync_detailed(
        client=client,
        page_size=page_size,
        next_token=next_token,
        user_id=user_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        type_=type_,
        from_=from_,
        to=to,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    page_size: int | Unset = UNSET,
    next_token: str | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    subject_kind: ListEventsSubjectKind | Unset = UNSET,
    subject_id: UUID | Unset = UNSET,
    type_: ListEventsType | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
) -> Response[ListEventsResponse | Problem]:
    """List events

     Returns a page of the audit trail, newest first: who changed what, when, by which request. The
    filters narrow it
    together. For admins, who see the events of all users, those of super admins and of the operator
    included.

    Args:
        page_size (int | Unset):
        next_token (str | Unset):
        user_id (UUID | Unset):
        subject_kind (ListEventsSubjectKind | Unset):
        subject_id (UUID | Unset):
        type_ (ListEventsType | Unset):
        from_ (datetime.datetime | Unset):
        to (datetime.datetime | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListEventsResponse | Problem]
    """

    kwargs = _get_kwargs(
        page_size=page_size,
        next_token=next_token,
        user_id=user_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        type_=type_,
        from_=from_,
        to=to,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    page_size: int | Unset = UNSET,
    next_token: str | Unset = UNSET,
    user_id: UUID | Unset = UNSET,
    subject_kind: ListEventsSubjectKind | Unset = UNSET,
    subject_id: UUID | Unset = UNSET,
    type_: ListEventsType | Unset = UNSET,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
) -> ListEventsResponse | Problem | None:
    """List events

     Returns a page of the audit trail, newest first: who changed what, when, by which request. The
    filters narrow it
    together. For admins, who see the events of all users, those of super admins and of the operator
    included.

    Args:
        page_size (int | Unset):
        next_token (str | Unset):
        user_id (UUID | Unset):
        subject_kind (ListEventsSubjectKind | Unset):
        subject_id (UUID | Unset):
        type_ (ListEventsType | Unset):
        from_ (datetime.datetime | Unset):
        to (datetime.datetime | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListEventsResponse | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            page_size=page_size,
            next_token=next_token,
            user_id=user_id,
            subject_kind=subject_kind,
            subject_id=subject_id,
            type_=type_,
            from_=from_,
            to=to,
        )
    ).parsed
