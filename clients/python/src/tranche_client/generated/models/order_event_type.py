from typing import Literal

OrderEventType = Literal[
    "OrderCancelled",
    "OrderDelivered",
    "OrderPlaced",
    "OrderProcessingStarted",
    "OrderShipped",
]

ORDER_EVENT_TYPE_VALUES: set[OrderEventType] = {
    "OrderCancelled",
    "OrderDelivered",
    "OrderPlaced",
    "OrderProcessingStarted",
    "OrderShipped",
}


def check_order_event_type(value: str) -> OrderEventType:
    if value in ORDER_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ORDER_EVENT_TYPE_VALUES!r}"
    )
