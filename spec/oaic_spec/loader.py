"""Reads the contract's YAML files and bundles them into one document whose references are all local."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from oaic_spec.pointer import resolve

# The C parser is four times as fast; PyYAML has it only where libyaml was found.
YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BundleError(ValueError):
    """The files do not make one document."""


def read(path: Path | Traversable) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=YAML_LOADER)


def bundle(root: Path) -> dict[str, Any]:
    """One document out of `root` and every file it reaches."""
    files = gather(root)
    document = files[root.name]
    document["paths"] = {path: path_item(files, item) for path, item in document["paths"].items()}
    document["components"] = components(files)
    bundled: dict[str, Any] = opened(localized(document))
    return bundled


def gather(root: Path) -> dict[str, Any]:
    """Every file reached from `root`, by name, in the order of discovery."""
    files: dict[str, Any] = {}
    waiting = [root.name]
    while waiting:
        name = waiting.pop(0)
        if name not in files:
            files[name] = read(root.with_name(name))
            waiting += [target for ref in references(files[name]) if (target := ref.partition("#")[0])]
    return files


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(ref := node.get("$ref"), str):
            yield ref
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def path_item(files: dict[str, Any], item: dict[str, Any]) -> Any:
    name, _, pointer = item.get("$ref", "").partition("#")
    return resolve(files[name], pointer) if name else item


def components(files: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The components of all files side by side; a name belongs to one file."""
    merged: dict[str, dict[str, Any]] = {}
    for name, document in files.items():
        for kind, members in document.get("components", {}).items():
            taken = merged.setdefault(kind, {})
            if twice := taken.keys() & members.keys():
                raise BundleError(f"{name}: components/{kind}/{min(twice)} is defined in another file as well")
            taken |= members
    return merged


def localized(node: Any) -> Any:
    """The node with every reference cut down to its part after the `#`."""
    if isinstance(node, dict):
        return {key: LOCALIZERS.get(key, localized)(value) for key, value in node.items()}
    if isinstance(node, list):
        return [localized(value) for value in node]
    return node


def opened(node: Any) -> Any:
    """The node with a condition for each of the `x-variants` of a schema; what is none of them fits as it is."""
    if isinstance(node, dict):
        below = {key: opened(value) for key, value in node.items()}
        return {**below, **conditions(below, **below["x-variants"])} if "x-variants" in below else below
    if isinstance(node, list):
        return [opened(value) for value in node]
    return node


def conditions(schema: dict[str, Any], by: str, schemas: dict[str, Any]) -> dict[str, Any]:
    told = [{"if": is_tagged(by, tag), "then": variant} for tag, variant in schemas.items()]
    return {"properties": {by: {"type": "string"}, **schema.get("properties", {})}, "allOf": told}


def is_tagged(by: str, tag: str) -> dict[str, Any]:
    return {"required": [by], "properties": {by: {"const": tag}}}


def local(ref: Any) -> Any:
    return "#" + ref.partition("#")[2] if isinstance(ref, str) else localized(ref)


def local_discriminator(node: Any) -> Any:
    if not isinstance(node.get("propertyName"), str):
        return localized(node)
    mapping = {tag: local(ref) for tag, ref in node.get("mapping", {}).items()}
    return {**node, "mapping": mapping} if mapping else node


# A property may bear one of these names; what it holds is then a schema.
LOCALIZERS: dict[str, Callable[[Any], Any]] = {"$ref": local, "discriminator": local_discriminator}
