from typing import Literal

ProductDeletedEventType = Literal["ProductDeleted"]

PRODUCT_DELETED_EVENT_TYPE_VALUES: set[ProductDeletedEventType] = {
    "ProductDeleted",
}


def check_product_deleted_event_type(value: str) -> ProductDeletedEventType:
    if value in PRODUCT_DELETED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PRODUCT_DELETED_EVENT_TYPE_VALUES!r}"
    )
