"""Reads the catalog's YAML files; every fault is collected with its file, line and field before anything is raised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from catalog.model import Catalog, Center, Department, Family, SharedAlias, Transaction

DATA = Path(__file__).parent / "data"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Place = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Fault:
    """One fault in the catalog, said so that an editor finds it."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.message}"


class CatalogError(ValueError):
    """The catalog has faults; ``faults`` holds all of them."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Source:
    """One parsed YAML file: its plain data, and the line of each node by its place in the data."""

    def __init__(self, path: Path, root: Path) -> None:
        self.name = path.relative_to(root).as_posix()
        self.lines: dict[Place, int] = {}
        self.faults: list[Fault] = []
        self.data: Any = None
        try:
            loader = _Loader(path.read_text(encoding="utf-8"))
            node = loader.get_single_node()
            if node is None:
                self.fault((), "the file is empty")
                return
            self._note_lines(node, ())
            self.data = loader.construct_document(node)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self.faults.append(Fault(self.name, line, "", f"not readable as YAML: {error.problem}"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            self.faults.append(Fault(self.name, 1, "", f"not readable: {error}"))

    def _note_lines(self, node: yaml.Node, place: Place) -> None:
        self.lines[place] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    self.lines[(*place, key.value)] = key.start_mark.line + 1
                    self.fault((*place, key.value), "stands twice")
                seen.add(key.value)
                self._note_lines(value, (*place, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for position, value in enumerate(node.value):
                self._note_lines(value, (*place, position))

    def line(self, place: Place) -> int:
        """Line of the nearest node at or above ``place``."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def fault(self, place: Place, message: str) -> None:
        """Notes a fault at a place in the data."""
        self.faults.append(Fault(self.name, self.line(place), ".".join(map(str, place)), message))

    def read[Model: BaseModel](self, model: type[Model], data: object, place: Place) -> Model | None:
        """``data`` as a ``model``; its faults are noted, and None returned, where it does not fit."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                inner = tuple(part for part in detail["loc"] if isinstance(part, str | int))
                self.fault((*place, *inner), _in_plain_words(detail["type"], detail["msg"]))
            return None

    def read_list[Model: BaseModel](self, model: type[Model], key: str) -> Iterator[tuple[Place, Model]]:
        """Each entry of the list under ``key`` that fits, with its place."""
        entries = self.data.get(key) if isinstance(self.data, dict) else None
        if not isinstance(entries, list):
            if self.data is not None:
                self.fault((key,), f'the file needs a list "{key}:"')
            return
        for position, entry in enumerate(entries):
            record = self.read(model, entry, (key, position))
            if record is not None:
                yield (key, position), record


def _in_plain_words(kind: str, message: str) -> str:
    plain = {
        "missing": "is missing",
        "extra_forbidden": "is not a field of the catalog (misspelt?)",
        "string_type": "must be text (put it in quotes)",
        "string_too_short": "must not be empty",
    }
    return plain.get(kind, message.removeprefix("Value error, "))


@dataclass(frozen=True)
class Sources:
    """All files of a catalog with what could be read of them; ``places`` finds a record's file and place by its id."""

    files: dict[str, Source]
    places: dict[tuple[str, str], tuple[Source, Place]]

    @property
    def faults(self) -> list[Fault]:
        """Every fault found so far, in file order."""
        return sorted(fault for source in self.files.values() for fault in source.faults)

    def fault(self, kind: str, record: str, field: Place, message: str) -> None:
        """Notes a fault at a field of a record."""
        source, place = self.places[(kind, record)]
        source.fault((*place, *field), message)


def _collect[Model: BaseModel](
    sources: Sources, source: Source, kind: str, model: type[Model], key: str, into: dict[str, Model]
) -> None:
    for place, record in source.read_list(model, key):
        identity: str = getattr(record, "id")  # noqa: B009 - every model read here has an id
        if identity in into:
            source.fault(place, f'the {kind} "{identity}" stands twice in the catalog')
            continue
        into[identity] = record
        sources.places[(kind, identity)] = (source, place)


def read_sources(root: Path = DATA) -> tuple[Sources, Catalog | None]:
    """Reads all files below ``root``; the catalog is None where a file as a whole could not be read."""
    paths = [root / "center.yml", root / "departments.yml", root / "families.yml"]
    paths += sorted((root / "transactions").glob("*.yml"))
    sources = Sources({path.name: Source(path, root) for path in paths}, {})
    departments: dict[str, Department] = {}
    transactions: dict[str, Transaction] = {}
    families: dict[str, Family] = {}
    _collect(sources, sources.files["departments.yml"], "department", Department, "departments", departments)
    for path in paths[3:]:
        _collect(sources, sources.files[path.name], "transaction", Transaction, "transactions", transactions)
    _collect(sources, sources.files["families.yml"], "family", Family, "families", families)
    shared = tuple(record for _, record in sources.files["families.yml"].read_list(SharedAlias, "shared_aliases"))
    center_file = sources.files["center.yml"]
    center = center_file.read(Center, center_file.data, ()) if center_file.data is not None else None
    if center is None:
        return sources, None
    in_order = {t.id: t for d in departments for t in transactions.values() if t.department == d}
    return sources, Catalog(center, departments, in_order, families, shared)


def load_catalog(root: Path = DATA) -> Catalog:
    """The checked catalog below ``root``. Raises CatalogError with every fault found, in files and across them."""
    from catalog.checks import cross_check

    sources, catalog = read_sources(root)
    if catalog is not None:
        cross_check(sources, catalog)
    if sources.faults or catalog is None:
        raise CatalogError(sources.faults)
    return catalog


def json_schema() -> dict[str, Any]:
    """JSON Schema of a transactions file, for editors."""
    return TypeAdapter(list[Transaction]).json_schema()
