from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="SignUpRequest")


@_attrs_define
class SignUpRequest:
    """The account to create."""

    password: str
    """ 8 to 128 characters; neither a common password nor the username. """
    username: str
    """ 5 to 20 of `A-Z a-z 0-9 . _ -`, a letter or digit at both ends, no two of `. _ -` in a row. Unique
    regardless of
    case. """

    def to_dict(self) -> dict[str, Any]:
        password = self.password

        username = self.username

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "password": password,
                "username": username,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        password = d.pop("password")

        username = d.pop("username")

        sign_up_request = cls(
            password=password,
            username=username,
        )

        return sign_up_request
