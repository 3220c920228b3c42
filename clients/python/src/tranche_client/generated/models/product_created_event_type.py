from typing import Literal

ProductCreatedEventType = Literal["ProductCreated"]

PRODUCT_CREATED_EVENT_TYPE_VALUES: set[ProductCreatedEventType] = {
    "ProductCreated",
}


def check_product_created_event_type(value: str) -> ProductCreatedEventType:
    if value in PRODUCT_CREATED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PRODUCT_CREATED_EVENT_TYPE_VALUES!r}"
    )
