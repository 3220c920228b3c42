from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.returned_units import ReturnedUnits


T = TypeVar("T", bound="OrderCancelledEventData")


@_attrs_define
class OrderCancelledEventData:
    """The status of the order before, and what was put back in stock."""

    from_: str
    """ The status before. """
    returned: list[ReturnedUnits]
    """ What was put back in stock. Products that were deleted or are no longer tracked are not among it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from_ = self.from_

        returned = []
        for returned_item_data in self.returned:
            returned_item = returned_item_data.to_dict()
            returned.append(returned_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "from": from_,
                "returned": returned,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.returned_units import ReturnedUnits  # noqa: PLC0415

        d = dict(src_dict)
        from_ = d.pop("from")

        returned = []
        _returned = d.pop("returned")
        for returned_item_data in _returned:
            returned_item = ReturnedUnits.from_dict(returned_item_data)

            returned.append(returned_item)

        order_cancelled_event_data = cls(
            from_=from_,
            returned=returned,
        )

        order_cancelled_event_data.additional_properties = d
        return order_cancelled_event_data

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
