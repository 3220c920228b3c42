from typing import Literal

ProductUpdatedEventType = Literal["ProductUpdated"]

PRODUCT_UPDATED_EVENT_TYPE_VALUES: set[ProductUpdatedEventType] = {
    "ProductUpdated",
}


def check_product_updated_event_type(value: str) -> ProductUpdatedEventType:
    if value in PRODUCT_UPDATED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PRODUCT_UPDATED_EVENT_TYPE_VALUES!r}"
    )
