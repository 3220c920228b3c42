from typing import Literal

OrderShippedEventType = Literal["OrderShipped"]

ORDER_SHIPPED_EVENT_TYPE_VALUES: set[OrderShippedEventType] = {
    "OrderShipped",
}


def check_order_shipped_event_type(value: str) -> OrderShippedEventType:
    if value in ORDER_SHIPPED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ORDER_SHIPPED_EVENT_TYPE_VALUES!r}"
    )
