"""Opens the open sets of an OpenAPI document, in its file: open_sets.py DOCUMENT.

A later server may send values that a list with `x-open-set` does not have yet, and the types that generators make of
`enum` refuse them. So a value of such a set is text where it is sent; a schema beside it has the values that are known.
"""

import json
import sys
from pathlib import Path
from typing import Any

MARK = "x-open-set"
PREFIX = "#/components/schemas/"


def main(path: Path) -> None:
    """Rewrite the document at this path."""
    document = json.loads(path.read_text())
    schemas: dict[str, Any] = document["components"]["schemas"]
    name_sets(schemas)
    names = {name for name, schema in schemas.items() if MARK in schema}
    for name in schemas.keys() - names:
        schemas[name] = opened(schemas[name], names)
    document["paths"] = opened(document["paths"], names)
    path.write_text(json.dumps(document, indent=2))


def name_sets(schemas: dict[str, Any]) -> None:
    """Give each set of a property a schema of its own: `EventType` is that of the `type` of an `Event`."""
    for parent, schema in list(schemas.items()):
        for name, value in schema.get("properties", {}).items():
            if MARK in value:
                own = parent + name[0].upper() + name[1:]
                if own in schemas:
                    raise ValueError(f"the set of {parent}.{name} can't be {own}, which is another schema")
                schemas[own] = value
                schema["properties"][name] = {"$ref": PREFIX + own, "description": value.get("description", "")}


def opened(node: object, names: set[str]) -> object:
    """Give a part of the document, with text for each reference to one of these sets."""
    if isinstance(node, list):
        return [opened(item, names) for item in node]
    if not isinstance(node, dict):
        return node
    if MARK in node:
        raise ValueError(f"this open set has no name: {node}")
    reference = node.get("$ref")
    if isinstance(reference, str) and reference.removeprefix(PREFIX) in names:
        return {"type": "string"} | {key: value for key, value in node.items() if key != "$ref"}
    return {key: opened(value, names) for key, value in node.items()}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
