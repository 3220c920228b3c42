from typing import Literal

ProductSubjectKind = Literal["product"]

PRODUCT_SUBJECT_KIND_VALUES: set[ProductSubjectKind] = {
    "product",
}


def check_product_subject_kind(value: str) -> ProductSubjectKind:
    if value in PRODUCT_SUBJECT_KIND_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PRODUCT_SUBJECT_KIND_VALUES!r}"
    )
