from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.price_currency import PriceCurrency, check_price_currency

T = TypeVar("T", bound="Price")


@_attrs_define
class Price:
    """The price of one unit of a product."""

    amount: int
    """ The amount in the currency's smallest unit: cents of EUR, yen of JPY. """
    currency: PriceCurrency
    """ The currency code (ISO 4217). """

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount

        currency: str = self.currency

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "currency": currency,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        amount = d.pop("amount")

        currency = check_price_currency(d.pop("currency"))

        price = cls(
            amount=amount,
            currency=currency,
        )

        return price
