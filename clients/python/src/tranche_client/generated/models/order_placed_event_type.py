from typing import Literal

OrderPlacedEventType = Literal["OrderPlaced"]

ORDER_PLACED_EVENT_TYPE_VALUES: set[OrderPlacedEventType] = {
    "OrderPlaced",
}


def check_order_placed_event_type(value: str) -> OrderPlacedEventType:
    if value in ORDER_PLACED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ORDER_PLACED_EVENT_TYPE_VALUES!r}"
    )
