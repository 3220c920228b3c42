from typing import Literal

ListOrdersScope = Literal["all"]

LIST_ORDERS_SCOPE_VALUES: set[ListOrdersScope] = {
    "all",
}


def check_list_orders_scope(value: str) -> ListOrdersScope:
    if value in LIST_ORDERS_SCOPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_ORDERS_SCOPE_VALUES!r}"
    )
