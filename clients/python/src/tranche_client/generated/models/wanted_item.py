from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="WantedItem")


@_attrs_define
class WantedItem:
    """A product and the number of units. The price is that of the product."""

    product_id: UUID
    """ The id of the product. """
    quantity: int
    """ The number of units. """

    def to_dict(self) -> dict[str, Any]:
        product_id = str(self.product_id)

        quantity = self.quantity

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "productId": product_id,
                "quantity": quantity,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        product_id = UUID(d.pop("productId"))

        quantity = d.pop("quantity")

        wanted_item = cls(
            product_id=product_id,
            quantity=quantity,
        )

        return wanted_item
