from typing import Literal

OrderProcessingStartedEventType = Literal["OrderProcessingStarted"]

ORDER_PROCESSING_STARTED_EVENT_TYPE_VALUES: set[OrderProcessingStartedEventType] = {
    "OrderProcessingStarted",
}


def check_order_processing_started_event_type(
    value: str,
) -> OrderProcessingStartedEventType:
    if value in ORDER_PROCESSING_STARTED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ORDER_PROCESSING_STARTED_EVENT_TYPE_VALUES!r}"
    )
