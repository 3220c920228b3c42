from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.advance_order_request_status import (
    AdvanceOrderRequestStatus,
    check_advance_order_request_status,
)

T = TypeVar("T", bound="AdvanceOrderRequest")


@_attrs_define
class AdvanceOrderRequest:
    """The new status of an order."""

    status: AdvanceOrderRequestStatus
    """ The status after the current one. """

    def to_dict(self) -> dict[str, Any]:
        status: str = self.status

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = check_advance_order_request_status(d.pop("status"))

        advance_order_request = cls(
            status=status,
        )

        return advance_order_request
