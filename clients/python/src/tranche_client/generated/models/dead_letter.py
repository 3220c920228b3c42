from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.event import Event


T = TypeVar("T", bound="DeadLetter")


@_attrs_define
class DeadLetter:
    """An event whose delivery was given up."""

    attempts: int
    """ How often its delivery failed. """
    event: Event
    """ An event: a change that happened. """
    id: UUID
    """ The id, which is that of the event. """
    last_attempt_at: datetime.datetime
    """ When the last delivery failed. """
    last_error: str
    """ Why the last delivery failed, for people. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        attempts = self.attempts

        event = self.event.to_dict()

        id = str(self.id)

        last_attempt_at = self.last_attempt_at.isoformat()

        last_error = self.last_error

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "attempts": attempts,
                "event": event,
                "id": id,
                "lastAttemptAt": last_attempt_at,
                "lastError": last_error,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event import Event  # noqa: PLC0415

        d = dict(src_dict)
        attempts = d.pop("attempts")

        event = Event.from_dict(d.pop("event"))

        id = UUID(d.pop("id"))

        last_attempt_at = datetime.datetime.fromisoformat(d.pop("lastAttemptAt"))

        last_error = d.pop("lastError")

        dead_letter = cls(
            attempts=attempts,
            event=event,
            id=id,
            last_attempt_at=last_attempt_at,
            last_error=last_error,
        )

        dead_letter.additional_properties = d
        return dead_letter

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
