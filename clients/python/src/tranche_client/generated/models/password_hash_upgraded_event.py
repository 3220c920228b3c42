from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.password_hash_upgraded_event_type import (
    PasswordHashUpgradedEventType,
    check_password_hash_upgraded_event_type,
)

if TYPE_CHECKING:
    from ..models.password_hash_upgraded_event_data import PasswordHashUpgradedEventData
    from ..models.user_subject import UserSubject


T = TypeVar("T", bound="PasswordHashUpgradedEvent")


@_attrs_define
class PasswordHashUpgradedEvent:
    """A log-in rehashed the user's password, under the present pepper and cost."""

    actor_id: None | UUID
    """ The id of the acting user; null for the operator of the service. """
    at: datetime.datetime
    """ When it happened. """
    data: PasswordHashUpgradedEventData
    """ It has no fields yet. """
    id: UUID
    """ The id of the event, a `UUIDv7`: a repeated delivery has the same. """
    request_id: str
    """ The id of the request that caused it, as in the header `X-Request-Id`. """
    subject: UserSubject
    """ What an event is about. """
    type_: PasswordHashUpgradedEventType
    """ The type of the event. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        actor_id: None | str
        if isinstance(self.actor_id, UUID):
            actor_id = str(self.actor_id)
        else:
            actor_id = self.actor_id

        at = self.at.isoformat()

        data = self.data.to_dict()

        id = str(self.id)

        request_id = self.request_id

        subject = self.subject.to_dict()

        type_: str = self.type_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "actorId": actor_id,
                "at": at,
                "data": data,
                "id": id,
                "requestId": request_id,
                "subject": subject,
                "type": type_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.password_hash_upgraded_event_data import (
            PasswordHashUpgradedEventData,  # noqa: PLC0415
        )
        from ..models.user_subject import UserSubject  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_actor_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                actor_id_type_0 = UUID(data)

                return actor_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        actor_id = _parse_actor_id(d.pop("actorId"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        data = PasswordHashUpgradedEventData.from_dict(d.pop("data"))

        id = UUID(d.pop("id"))

        request_id = d.pop("requestId")

        subject = UserSubject.from_dict(d.pop("subject"))

        type_ = check_password_hash_upgraded_event_type(d.pop("type"))

        password_hash_upgraded_event = cls(
            actor_id=actor_id,
            at=at,
            data=data,
            id=id,
            request_id=request_id,
            subject=subject,
            type_=type_,
        )

        password_hash_upgraded_event.additional_properties = d
        return password_hash_upgraded_event

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
