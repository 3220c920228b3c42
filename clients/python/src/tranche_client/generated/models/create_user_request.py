from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.assignable_role import AssignableRole, check_assignable_role

T = TypeVar("T", bound="CreateUserRequest")


@_attrs_define
class CreateUserRequest:
    """The user to create."""

    password: str
    """ 8 to 128 characters; neither a common password nor the username. """
    role: AssignableRole
    """ A role that the API can give to a new user. """
    username: str
    """ 5 to 20 of `A-Z a-z 0-9 . _ -`, a letter or digit at both ends, no two of `. _ -` in a row. Unique
    regardless of
    case. """

    def to_dict(self) -> dict[str, Any]:
        password = self.password

        role: str = self.role

        username = self.username

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "password": password,
                "role": role,
                "username": username,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        password = d.pop("password")

        role = check_assignable_role(d.pop("role"))

        username = d.pop("username")

        create_user_request = cls(
            password=password,
            role=role,
            username=username,
        )

        return create_user_request
