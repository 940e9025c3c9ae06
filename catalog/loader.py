"""Reads the catalog's YAML files; every fault is collected with its file, line and field before anything is raised."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from catalog.model import Catalog, Center, Department, Family, Journey, SharedAlias, Term, Transaction

DATA = Path(__file__).parent / "data"
JOURNEYS, TERMS = "journeys.yml", "terms.yml"
OPTIONAL = (JOURNEYS, TERMS)  # a center may do without life events and without explained words
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Place = tuple[str | int, ...]
# What a scalar raises that looks like a day or a number and is none.
_NO_SUCH_VALUE = (ValueError, OverflowError, KeyError, AttributeError)


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
            self._read(path.read_text(encoding="utf-8"))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self.faults.append(Fault(self.name, line, "", f"not readable as YAML: {error.problem}"))
        except RecursionError:
            self.faults.append(Fault(self.name, 1, "", "not readable as YAML: nested too deeply"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            self.faults.append(Fault(self.name, 1, "", f"not readable: {error}"))

    def _read(self, text: str) -> None:
        node = _Loader(text).get_single_node()
        if node is None:
            self.fault((), "the file is empty")
        elif self._refuses(text):
            return
        else:
            self._note_lines(node, ())
            try:
                self.data = _Loader("").construct_document(node)
            except _NO_SUCH_VALUE:
                _as_text(node)
                self.data = _Loader("").construct_document(node)

    def _refuses(self, text: str) -> bool:
        """Notes what YAML can say and the catalog has no use for: aliases, and keys that are no plain words."""
        stack: list[list[bool]] = []  # for each open collection: is it a mapping, and is a key next?
        before = len(self.faults)
        for event in yaml.parse(text, Loader=_Loader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
                continue
            if not isinstance(event, yaml.NodeEvent):
                continue
            if isinstance(event, yaml.AliasEvent):
                message = f"the alias *{event.anchor} is not read: write out what it stands for"
                self.faults.append(Fault(self.name, line, "", message))
            collection = isinstance(event, yaml.CollectionStartEvent)
            if stack and stack[-1][0]:
                if collection and stack[-1][1]:
                    self.faults.append(Fault(self.name, line, "", "a key must be a plain word, not a list or mapping"))
                stack[-1][1] = not stack[-1][1]
            if collection:
                stack.append([isinstance(event, yaml.MappingStartEvent), True])
        return len(self.faults) > before

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

    def entries(self, key: str) -> list[Any]:
        """What stands in the list under ``key``, read or not; empty where there is no such list."""
        found = self.data.get(key) if isinstance(self.data, dict) else None
        return found if isinstance(found, list) else []

    def read_list[Model: BaseModel](self, model: type[Model], key: str) -> Iterator[tuple[Place, Model]]:
        """Each entry of the list under ``key`` that fits, with its place."""
        if self.data is not None and not (isinstance(self.data, dict) and isinstance(self.data.get(key), list)):
            self.fault((key,), f'the file needs a list "{key}:"')
        for position, entry in enumerate(self.entries(key)):
            record = self.read(model, entry, (key, position))
            if record is not None:
                yield (key, position), record


def _as_text(node: yaml.Node) -> None:
    """Takes scalars for text that can't be what they look like (30 February): their field then says what is wrong."""
    if isinstance(node, yaml.ScalarNode):
        try:
            _Loader("").construct_object(node)
        except _NO_SUCH_VALUE:
            node.tag = "tag:yaml.org,2002:str"
    else:
        for part in node.value:
            for inner in part if isinstance(part, tuple) else (part,):
                _as_text(inner)


def _in_plain_words(kind: str, message: str) -> str:
    plain = {
        "missing": "is missing",
        "extra_forbidden": "is not a field of the catalog (misspelt?)",
        "string_type": "must be text (put it in quotes)",
        "string_too_short": "must not be empty",
    }
    return plain.get(kind, message.removeprefix("Value error, "))


_FILES = {"department": "departments.yml", "family": "families.yml", "journey": JOURNEYS, "term": TERMS}


@dataclass(frozen=True)
class Sources:
    """
    All files of a catalog, by their path below its root, with what could be read of them.

    ``places`` finds a record's file and place by its id; ``standing`` holds the entries that have one, read or not.
    """

    files: dict[str, Source]
    places: dict[tuple[str, str], tuple[Source, Place]]
    standing: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    @property
    def faults(self) -> list[Fault]:
        """Every fault found so far, in file order."""
        return sorted(fault for source in self.files.values() for fault in source.faults)

    def is_missing(self, kind: str, record: str) -> bool:
        """Whether no entry has this id. A faulty one is not missing, and a file that does not read may hold it."""
        files = self.files.values() if kind == "transaction" else (self.files[_FILES[kind]],)
        return (kind, record) not in self.standing and all(file.data is not None for file in files)

    def fault(self, kind: str, record: str, field: Place, message: str) -> None:
        """Notes a fault at a field of a record."""
        source, place = self.places[(kind, record)]
        source.fault((*place, *field), message)


def _collect[Model: BaseModel](
    sources: Sources, source: Source, kind: str, model: type[Model], key: str, into: dict[str, Model]
) -> None:
    for entry in source.entries(key):
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            sources.standing.setdefault((kind, entry["id"]), entry)
    for place, record in source.read_list(model, key):
        identity: str = getattr(record, "id")  # noqa: B009 - every model read here has an id
        if identity in into:
            source.fault(place, f'the {kind} "{identity}" stands twice in the catalog')
            continue
        into[identity] = record
        sources.places[(kind, identity)] = (source, place)


def read_sources(root: Path = DATA) -> tuple[Sources, Catalog | None]:
    """Reads all files below ``root``; the catalog is None where a file as a whole could not be read."""
    whole = ["center.yml", "departments.yml", "families.yml"]
    whole += [name for name in OPTIONAL if (root / name).exists()]
    paths = [*(root / name for name in whole), *sorted((root / "transactions").glob("*.yml"))]
    sources = Sources({source.name: source for source in (Source(path, root) for path in paths)}, {})
    departments: dict[str, Department] = {}
    transactions: dict[str, Transaction] = {}
    families: dict[str, Family] = {}
    journeys: dict[str, Journey] = {}
    _collect(sources, sources.files["departments.yml"], "department", Department, "departments", departments)
    for path in paths[len(whole) :]:
        _collect(
            sources,
            sources.files[path.relative_to(root).as_posix()],
            "transaction",
            Transaction,
            "transactions",
            transactions,
        )
    _collect(sources, sources.files["families.yml"], "family", Family, "families", families)
    if JOURNEYS in sources.files:
        _collect(sources, sources.files[JOURNEYS], "journey", Journey, "journeys", journeys)
    terms: dict[str, Term] = {}
    if TERMS in sources.files:
        _collect(sources, sources.files[TERMS], "term", Term, "terms", terms)
    shared = tuple(record for _, record in sources.files["families.yml"].read_list(SharedAlias, "shared_aliases"))
    center_file = sources.files["center.yml"]
    center = center_file.read(Center, center_file.data, ()) if center_file.data is not None else None
    if center is None:
        return sources, None
    in_order = {t.id: t for d in departments for t in transactions.values() if t.department == d}
    return sources, Catalog(center, departments, in_order, families, shared, journeys, terms)


_latest: dict[Path, tuple[bytes, Catalog]] = {}


def load_catalog(root: Path = DATA) -> Catalog:
    """
    The checked catalog below ``root``; the same one again while no file has changed, whoever asks.

    Raises CatalogError with every fault found, in files and across them.
    """
    content = _content(root)
    known = _latest.get(root)
    if known is not None and known[0] == content:
        return known[1]
    catalog = _checked(root)
    if _content(root) == content:  # nobody wrote while it was read
        _latest.clear()
        _latest[root] = content, catalog
    return catalog


def _content(root: Path) -> bytes:
    """What all files hold, by their names; the same as long as none of them changes."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.yml")):
        with suppress(OSError):
            digest.update(repr((path.as_posix(), hashlib.sha256(path.read_bytes()).digest())).encode())
    return digest.digest()


def _checked(root: Path) -> Catalog:
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
