from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Checks")


@_attrs_define
class Checks:
    """The result of each check."""

    maintenance: str
    """ `off`, `on` while the store is in maintenance, in which reads are served and changes refused, or `unknown`.
    """
    migrations: str
    """ `ok`, `missing` or `unknown`. """
    server: str
    """ `ok` or `draining`. """
    store: str
    """ `ok`, `unreachable`, or `read-only` if it answers but would refuse writes. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        maintenance = self.maintenance

        migrations = self.migrations

        server = self.server

        store = self.store

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "maintenance": maintenance,
                "migrations": migrations,
                "server": server,
                "store": store,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        maintenance = d.pop("maintenance")

        migrations = d.pop("migrations")

        server = d.pop("server")

        store = d.pop("store")

        checks = cls(
            maintenance=maintenance,
            migrations=migrations,
            server=server,
            store=store,
        )

        checks.additional_properties = d
        return checks

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
