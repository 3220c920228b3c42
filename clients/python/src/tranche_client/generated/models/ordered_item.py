from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="OrderedItem")


@_attrs_define
class OrderedItem:
    """An ordered product."""

    product_id: UUID
    """ The id of the product. """
    quantity: int
    """ The number of units. """
    taken: bool
    """ Whether the units were taken from the stock of the product, since that is tracked. """
    unit_price: int
    """ The price of one unit when it was ordered, in the currency of the total. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        product_id = str(self.product_id)

        quantity = self.quantity

        taken = self.taken

        unit_price = self.unit_price

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "productId": product_id,
                "quantity": quantity,
                "taken": taken,
                "unitPrice": unit_price,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        product_id = UUID(d.pop("productId"))

        quantity = d.pop("quantity")

        taken = d.pop("taken")

        unit_price = d.pop("unitPrice")

        ordered_item = cls(
            product_id=product_id,
            quantity=quantity,
            taken=taken,
            unit_price=unit_price,
        )

        ordered_item.additional_properties = d
        return ordered_item

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
