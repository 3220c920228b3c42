from typing import Literal

OrderDeliveredEventType = Literal["OrderDelivered"]

ORDER_DELIVERED_EVENT_TYPE_VALUES: set[OrderDeliveredEventType] = {
    "OrderDelivered",
}


def check_order_delivered_event_type(value: str) -> OrderDeliveredEventType:
    if value in ORDER_DELIVERED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ORDER_DELIVERED_EVENT_TYPE_VALUES!r}"
    )
