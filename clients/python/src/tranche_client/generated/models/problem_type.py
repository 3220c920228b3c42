from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ProblemType")


@_attrs_define
class ProblemType:
    """What a problem's `type` identifies."""

    advice: str
    """ What a client should do about it, for people. """
    code: str
    """ The stable code, for programs. """
    meaning: str
    """ When a request gets this problem, for people. """
    operations: list[str]
    """ The operations that return it, by their ids in the OpenAPI document. It is empty for a problem of requests
    that
    are for no operation. """
    status: int
    """ The HTTP status. """
    title: str
    """ The code in a few words, for people. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        advice = self.advice

        code = self.code

        meaning = self.meaning

        operations = self.operations

        status = self.status

        title = self.title

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "advice": advice,
                "code": code,
                "meaning": meaning,
                "operations": operations,
                "status": status,
                "title": title,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        advice = d.pop("advice")

        code = d.pop("code")

        meaning = d.pop("meaning")

        operations = cast(list[str], d.pop("operations"))

        status = d.pop("status")

        title = d.pop("title")

        problem_type = cls(
            advice=advice,
            code=code,
            meaning=meaning,
            operations=operations,
            status=status,
            title=title,
        )

        problem_type.additional_properties = d
        return problem_type

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
