from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.money import Money


T = TypeVar("T", bound="OrderItem")


@_attrs_define
class OrderItem:
    """An item of an order."""

    name: str
    """ The name of the product when it was ordered. """
    product_id: UUID
    """ The id of the product, which may have been deleted since. """
    quantity: int
    """ The number of units. """
    unit_price: Money
    """ An amount of money, in the currency's smallest unit. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        product_id = str(self.product_id)

        quantity = self.quantity

        unit_price = self.unit_price.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "productId": product_id,
                "quantity": quantity,
                "unitPrice": unit_price,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money import Money  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        product_id = UUID(d.pop("productId"))

        quantity = d.pop("quantity")

        unit_price = Money.from_dict(d.pop("unitPrice"))

        order_item = cls(
            name=name,
            product_id=product_id,
            quantity=quantity,
            unit_price=unit_price,
        )

        order_item.additional_properties = d
        return order_item

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
