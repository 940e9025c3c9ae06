"""Imports a draft: it is written to a copy of the catalog and checked there; only without a fault does it count."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from catalog.checks import cross_check
from catalog.loader import DATA, Fault, Place, read_sources
from catalog.model import Catalog
from catalog.spreadsheet.drafts import Draft, Entry, draft_of
from catalog.spreadsheet.planning import Plan, plan
from catalog.spreadsheet.reading import Cell, PlacedFault, read_sheets
from catalog.spreadsheet.writing import FIRST_ROW
from catalog.spreadsheet.yaml_files import write_all

_NO_DEPARTMENT = "there is no such department in departments.yml"


@dataclass(frozen=True)
class FileField:
    """A field of a file that the import does not change."""

    fault: Fault

    def __str__(self) -> str:
        return f"{self.fault.file}:{self.fault.line}: {self.fault.field}"


@dataclass
class Outcome:
    """What an import came to: its faults, or the catalog before and after and the files that changed."""

    faults: list[PlacedFault] = field(default_factory=list)
    before: Catalog | None = None
    after: Catalog | None = None
    files: tuple[str, ...] = ()


def import_spreadsheet(path: Path, root: Path = DATA, *, remove: bool = False, dry_run: bool = False) -> Outcome:
    """Imports an XLSX file or a folder of CSV files."""
    sheets = read_sheets(path)
    # What follows from a missing sheet or column tells nobody more.
    if of_sheets := [fault for fault in sheets.faults if fault.where.row < FIRST_ROW - 1]:
        return Outcome(_sorted(of_sheets))
    return import_draft(draft_of(sheets), root, remove=remove, dry_run=dry_run)


def import_draft(draft: Draft, root: Path = DATA, *, remove: bool = False, dry_run: bool = False) -> Outcome:
    """Imports a draft into the catalog below ``root``; with any fault the catalog stays as it is."""
    planned = plan(root, draft, remove)
    own, across, after = _checked(root, planned)
    faulty: list[Entry] = []
    faults = [*draft.faults, *planned.faults, *(_placed(fault, planned) for fault in own)]
    if faults and not planned.faults:
        # Records with a fault are left out of the checks across records; mended, they show what else is wrong.
        planned, faulty = _mended(root, draft, planned, own, remove)
        _, across, _ = _checked(root, planned)
    homeless = [entry for f in across if f.message == _NO_DEPARTMENT and (entry := _behind(f, planned)[0])]
    faults += [_placed(fault, planned) for fault in across if not _follows(fault, planned, faulty, homeless)]
    if faults:
        return Outcome(_sorted(faults, draft.faults))
    before = read_sources(root)[1]
    if planned.texts and not dry_run:
        write_all(root, planned.texts)
    return Outcome([], before, after, tuple(planned.texts))


def _sorted(faults: Iterable[PlacedFault], certain: Iterable[PlacedFault] = ()) -> list[PlacedFault]:
    """The faults in the order of the sheets; a cell that can't be read is not also called missing."""

    def key(fault: PlacedFault) -> tuple[str, int, int, str]:
        where = fault.where
        if isinstance(where, Cell):
            return where.sheet, where.row, where.position, fault.message
        return str(where), 0, 0, fault.message

    known = {str(fault.where) for fault in certain}
    return sorted({fault for fault in faults if fault in certain or str(fault.where) not in known}, key=key)


def _checked(root: Path, planned: Plan) -> tuple[list[Fault], list[Fault], Catalog | None]:
    """What the catalog's own checks say of the planned files: inside single records, and across them."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "data"
        shutil.copytree(root, copy)
        for name, text in planned.texts.items():
            (copy / name).write_text(text, encoding="utf-8")
        sources, after = read_sources(copy)
    own = list(sources.faults)
    if after is not None:
        cross_check(sources, after)
    return own, [fault for fault in sources.faults if fault not in own], after


def _mended(root: Path, draft: Draft, planned: Plan, own: list[Fault], remove: bool) -> tuple[Plan, list[Entry]]:
    """The plan with the catalog's present value in place of each faulty field, and the entries that have none."""
    bad: dict[tuple[str, str], set[str]] = {}
    for fault in own:
        entry, place = _behind(fault, planned)
        if entry is not None:
            bad.setdefault((entry.list_name, entry.identity), set()).update(str(part) for part in place[:1])
    mended, beyond = Draft(partial=draft.partial), []
    for list_name, entries in draft.entries.items():
        mended.entries[list_name] = kept = []
        for entry in entries:
            fields = bad.get((list_name, entry.identity))
            present = planned.standing.get((list_name, entry.identity))
            if fields and present:
                sound = {name: value for name, value in entry.data.items() if name not in fields}
                kept.append(Entry(list_name, {**present, **sound}, entry.place))
            else:
                kept.append(entry)
                beyond += [entry] if fields else []
    return plan(root, mended, remove), beyond


def _placed(fault: Fault, planned: Plan) -> PlacedFault:
    entry, place = _behind(fault, planned)
    return PlacedFault(entry.place(place) if entry else FileField(fault), fault.message)


def _behind(fault: Fault, planned: Plan) -> tuple[Entry | None, Place]:
    """The entry that a fault of the checked copy is about, and the place inside it."""
    parts: Place = tuple(int(part) if part.isdigit() else part for part in fault.field.split("."))
    if len(parts) > 1 and isinstance(parts[1], int):
        return planned.behind.get((fault.file, str(parts[0]), parts[1])), parts[2:]
    return None, parts


def _follows(fault: Fault, planned: Plan, faulty: list[Entry], homeless: list[Entry]) -> bool:
    """Whether a fault only follows from a record that could not be read: that one is named already."""
    if any(f'"{entry.identity}"' in fault.message for entry in [*faulty, *homeless]):
        return True
    entry, _ = _behind(fault, planned)
    if entry is None or fault.message not in ("has no transaction", _NO_DEPARTMENT):
        return False
    departments = {e.identity if e.list_name == "departments" else str(e.data.get("department")) for e in faulty}
    return entry.identity in departments or str(entry.data.get("department")) in departments
