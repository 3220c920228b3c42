from typing import Literal

OrderSubjectKind = Literal["order"]

ORDER_SUBJECT_KIND_VALUES: set[OrderSubjectKind] = {
    "order",
}


def check_order_subject_kind(value: str) -> OrderSubjectKind:
    if value in ORDER_SUBJECT_KIND_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ORDER_SUBJECT_KIND_VALUES!r}"
    )
