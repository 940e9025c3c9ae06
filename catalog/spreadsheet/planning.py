"""What an import would make of the YAML files: which text each gets, and which record stands where in it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import indent
from typing import Any

import yaml
from pydantic import ValidationError

from catalog.loader import JOURNEYS
from catalog.spreadsheet.drafts import MODELS, Draft, Entry, identity_of
from catalog.spreadsheet.reading import Cell, PlacedFault
from catalog.spreadsheet.yaml_files import Section, joined, new_file, record_text, sections_of

_FILES = {
    "departments": "departments.yml",
    "families": "families.yml",
    "shared_aliases": "families.yml",
    "journeys": JOURNEYS,
}
_COMMENTS = re.compile(r"(?:[ \t]*\n|#.*\n)*")
_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class _Record:
    """A record that stands in a file, or is to stand there."""

    identity: str
    data: Any
    text: str
    entry: Entry | None = None
    file: str = ""


@dataclass
class Plan:
    """The files that change with their new texts, the entry behind each record of any file, and what stands now."""

    texts: dict[str, str] = field(default_factory=dict)
    behind: dict[tuple[str, str, int], Entry] = field(default_factory=dict)
    standing: dict[tuple[str, str], Any] = field(default_factory=dict)
    faults: list[PlacedFault] = field(default_factory=list)


@dataclass
class _Folder:
    """The catalog's files taken apart."""

    texts: dict[str, str] = field(default_factory=dict)
    sections: dict[tuple[str, str], Section] = field(default_factory=dict)
    faults: list[PlacedFault] = field(default_factory=list)

    def add(self, name: str, text: str) -> None:
        """Takes one file apart."""
        self.texts[name] = text
        self.sections |= {(name, section.name): section for section in sections_of(text)}

    def records(self, list_name: str) -> list[_Record]:
        """All records of a list, whichever file they stand in."""
        return [
            _Record(identity_of(list_name, data), data, text, file=file)
            for (file, name), section in self.sections.items()
            if name == list_name
            for data, text in section.records
        ]

    def changed(self) -> dict[str, str]:
        """The new texts of the files that are no longer as they were."""
        new = {file: joined([s for (name, _), s in self.sections.items() if name == file]) for file in self.texts}
        return {file: text for file, text in new.items() if text != self.texts[file]}


def plan(root: Path, draft: Draft, remove: bool) -> Plan:
    """Puts the draft's records in place of the catalog's; records without a row are a fault unless ``remove``."""
    folder = _read(root)
    planned = Plan(faults=folder.faults)
    if planned.faults:
        return planned
    for list_name, entries in draft.entries.items():
        standing = folder.records(list_name)
        planned.standing |= {(list_name, record.identity): record.data for record in standing}
        staying = _staying(list_name, standing, draft, planned, remove)
        homes = _homes(list_name, standing, entries)
        _open_new_files(folder, set(homes.values()), draft)
        for (file, name), section in folder.sections.items():
            if name == list_name:
                mine = [entry for entry in entries if homes[entry.identity] == file]
                records = _arranged(file, section, mine, standing, staying, draft.partial)
                section.records = [(record.data, record.text) for record in records]
                planned.behind |= {(file, name, i): r.entry for i, r in enumerate(records) if r.entry is not None}
    planned.texts = folder.changed()
    return planned


def _read(root: Path) -> _Folder:
    folder = _Folder()
    whole = [root / "departments.yml", root / "families.yml"]
    whole += [root / JOURNEYS] if (root / JOURNEYS).exists() else []
    for path in [*whole, *sorted((root / "transactions").glob("*.yml"))]:
        name = path.relative_to(root).as_posix()
        try:
            folder.add(name, path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            folder.faults.append(PlacedFault(Cell(name), f"the catalog's own file can't be read: {error}"))
    return folder


def _staying(list_name: str, standing: list[_Record], draft: Draft, planned: Plan, remove: bool) -> set[str]:
    """Identities of the catalog's records that stay although the draft does not have them."""
    given = {entry.identity for entry in draft.entries[list_name]}
    absent = [record.identity for record in standing if record.identity not in given]
    if not draft.partial:
        if remove or list_name == "shared_aliases":
            return set()
        message = '"{}" is in the catalog and has no row here; import with --remove if it is meant to go'
        planned.faults += [PlacedFault(Cell(list_name), message.format(identity)) for identity in absent]
    return set(absent)


def _homes(list_name: str, standing: list[_Record], entries: list[Entry]) -> dict[str, str]:
    """The file of each entry: where it stands now, else its department's."""
    if list_name != "transactions":
        return {entry.identity: _FILES[list_name] for entry in entries}
    by_record: dict[tuple[str, str], str] = {}
    by_department: dict[str, str] = {}
    for record in standing:
        department = str(record.data.get("department")) if isinstance(record.data, dict) else ""
        by_record[(record.identity, department)] = record.file
        by_department.setdefault(department, record.file)
    homes: dict[str, str] = {}
    for entry in entries:
        department = str(entry.data.get("department", ""))
        new = f"transactions/{department if _ID.fullmatch(department) else 'unknown'}.yml"
        homes[entry.identity] = by_record.get((entry.identity, department)) or by_department.get(department) or new
    return homes


def _open_new_files(folder: _Folder, names: Collection[str], draft: Draft) -> None:
    for name in sorted(set(names) - folder.texts.keys()):
        department = Path(name).stem
        named = [e.data.get("name") for e in draft.entries.get("departments", []) if e.identity == department]
        words = named[0] if named and isinstance(named[0], dict) else {}
        folder.add(
            name,
            "journeys:\n"
            if name == JOURNEYS
            else new_file(str(words.get("zh", department)), str(words.get("en", department))),
        )
        folder.texts[name] = ""


def _arranged(
    file: str, section: Section, mine: list[Entry], standing: list[_Record], staying: set[str], partial: bool
) -> list[_Record]:
    before = {record.identity: record for record in standing}
    drafted = {entry.identity: _drafted(section, entry, before.get(entry.identity)) for entry in mine}
    here = [record for record in standing if record.file == file]
    if not partial:
        return [*drafted.values(), *(record for record in here if record.identity in staying)]
    in_place = [drafted.pop(r.identity, r) for r in here if r.identity in drafted or r.identity in staying]
    return [*in_place, *drafted.values()]


def _drafted(section: Section, entry: Entry, standing: _Record | None) -> _Record:
    comments = ""
    if standing is not None:
        if _same(entry, standing.data):
            text = standing.text if standing.text.endswith("\n") else standing.text + "\n"
            return _Record(entry.identity, standing.data, text, entry)
        match = _COMMENTS.match(standing.text)
        comments = match[0] if match else ""
    text = indent(record_text(entry.list_name, entry.data), section.indent)
    return _Record(entry.identity, entry.data, comments + text, entry)


def _same(entry: Entry, data: Any) -> bool:
    model = MODELS[entry.list_name]
    try:
        return model.model_validate(entry.data) == model.model_validate(data)
    except ValidationError:
        return False
