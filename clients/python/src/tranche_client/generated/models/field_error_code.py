from typing import Literal

FieldErrorCode = Literal[
    "duplicate-product",
    "insufficient-stock",
    "invalid-order",
    "invalid-password",
    "invalid-product",
    "invalid-username",
    "mixed-currencies",
    "product-not-orderable",
    "unknown-product",
]

FIELD_ERROR_CODE_VALUES: set[FieldErrorCode] = {
    "duplicate-product",
    "insufficient-stock",
    "invalid-order",
    "invalid-password",
    "invalid-product",
    "invalid-username",
    "mixed-currencies",
    "product-not-orderable",
    "unknown-product",
}


def check_field_error_code(value: str) -> FieldErrorCode:
    if value in FIELD_ERROR_CODE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIELD_ERROR_CODE_VALUES!r}"
    )
