from typing import Literal

AdvanceOrderRequestStatus = Literal["delivered", "processing", "shipped"]

ADVANCE_ORDER_REQUEST_STATUS_VALUES: set[AdvanceOrderRequestStatus] = {
    "delivered",
    "processing",
    "shipped",
}


def check_advance_order_request_status(value: str) -> AdvanceOrderRequestStatus:
    if value in ADVANCE_ORDER_REQUEST_STATUS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ADVANCE_ORDER_REQUEST_STATUS_VALUES!r}"
    )
