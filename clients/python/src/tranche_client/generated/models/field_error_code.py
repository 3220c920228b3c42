from typing import Literal

FieldErrorCode = Literal[
    "duplicate-product",
    "idempotency-key-reused",
    "insufficient-stock",
    "invalid-order",
    "invalid-password",
    "invalid-product",
    "invalid-transition",
    "invalid-username",
    "missing-field",
    "mixed-currencies",
    "order-not-cancellable",
    "product-not-orderable",
    "total-too-large",
    "unknown-field",
    "unknown-product",
    "unknown-value",
    "wrong-type",
]

FIELD_ERROR_CODE_VALUES: set[FieldErrorCode] = {
    "duplicate-product",
    "idempotency-key-reused",
    "insufficient-stock",
    "invalid-order",
    "invalid-password",
    "invalid-product",
    "invalid-transition",
    "invalid-username",
    "missing-field",
    "mixed-currencies",
    "order-not-cancellable",
    "product-not-orderable",
    "total-too-large",
    "unknown-field",
    "unknown-product",
    "unknown-value",
    "wrong-type",
}


def check_field_error_code(value: str) -> FieldErrorCode:
    if value in FIELD_ERROR_CODE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FIELD_ERROR_CODE_VALUES!r}"
    )
