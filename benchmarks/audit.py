"""
Known holes of the libraries in the lock, from a dated copy of an advisory database, without the network.

    uv run python -m benchmarks.audit ADVISORIES

ADVISORIES is a folder of OSV records (YAML or JSON), such as `vulns` of a checkout of the PyPA advisory database. Ends
with 1 on a hole that deploy/audit.yml does not except, and with 2 when nothing was found and yet nothing is proven: the
newest record is older than a week (the database changes daily, so the copy is old), a record can't be read or compared,
or a hole that is known is missing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parents[1]
FRESH = timedelta(days=7)
EXCEPTED_FOR = timedelta(days=90)
UNFIXED = "none yet"
KNOWN_HOLE = ("aiohttp", "3.9.1")  # a copy that finds nothing in it is no database of advisories


@dataclass(frozen=True)
class Hole:
    """An advisory that covers a version."""

    library: str
    version: str
    advisory: str
    names: tuple[str, ...]


@dataclass
class Audit:
    """What was looked at and found; any ``fault`` means that it proves nothing."""

    looked_at: int = 0
    records: int = 0
    newest: date = date.min  # day on which the newest record was changed
    holes: list[Hole] = field(default_factory=list)
    excepted: list[Hole] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether everything was looked at and nothing found."""
        return not self.holes and not self.faults


def locked(lock: Path) -> dict[str, str]:
    """The libraries of the lock with their versions, ours left out."""
    packages = tomllib.loads(lock.read_text("utf-8"))["package"]
    return {canonicalize_name(one["name"]): one["version"] for one in packages if "registry" in one["source"]}


def advisories(folder: Path, audit: Audit) -> Iterator[dict[str, Any]]:
    """The records of a folder; those withdrawn are left out, one that can't be read is a fault."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for file in sorted(one for one in folder.rglob("*") if one.suffix in (".yaml", ".yml", ".json")):
        try:
            text = file.read_text("utf-8")
            record = json.loads(text) if file.suffix == ".json" else yaml.load(text, loader)
            audit.records += 1
            audit.newest = max(audit.newest, changed_on(record))
            if not record.get("withdrawn"):
                yield record
        except (OSError, ValueError, AttributeError, KeyError, TypeError, yaml.YAMLError) as error:
            audit.faults.append(f"{file.name} can't be read: {type(error).__name__}")


def changed_on(record: dict[str, Any]) -> date:
    """The day of a record's last change; YAML may have read it as a moment. Raises ValueError when it is no date."""
    changed = record["modified"]
    return changed.date() if isinstance(changed, datetime) else date.fromisoformat(str(changed)[:10])


def covers(affected: dict[str, Any], version: str) -> bool:
    """Whether a part of a record covers a version: named, or within a range."""
    if version in affected.get("versions", ()):
        return True
    asked = Version(version)
    for span in affected.get("ranges", ()):
        if span["type"] != "ECOSYSTEM":
            continue
        inside = False
        for event in span["events"]:
            if "introduced" in event and (event["introduced"] == "0" or asked >= Version(event["introduced"])):
                inside = True
            if "fixed" in event and asked >= Version(event["fixed"]):
                inside = False
            if "last_affected" in event and asked > Version(event["last_affected"]):
                inside = False
        if inside:
            return True
    return False


def holes_in(libraries: dict[str, str], records: Iterable[dict[str, Any]], audit: Audit) -> list[Hole]:
    """Every advisory that covers one of the libraries."""
    found = []
    for record in records:
        for affected in record.get("affected", ()):
            name = canonicalize_name(affected.get("package", {}).get("name", ""))
            if name not in libraries or affected["package"].get("ecosystem") != "PyPI":
                continue
            try:
                covered = covers(affected, libraries[name])
            except (InvalidVersion, KeyError) as error:
                audit.faults.append(f"{record['id']} can't be compared with {name} {libraries[name]}: {error}")
                continue
            if covered:
                found.append(Hole(name, libraries[name], record["id"], tuple(record.get("aliases", ()))))
    return found


def noted(libraries: dict[str, str], known: dict[str, Any]) -> Iterator[Hole]:
    """Holes of the libraries by what deploy/audit.yml itself knows: versions before a fix, and what must be absent."""
    for one in known.get("fixed", ()):
        version = libraries.get(one["library"])
        if version is not None and (one["version"] == UNFIXED or Version(version) < Version(one["version"])):
            yield Hole(one["library"], version, one["advisory"], ())
    for name in known.get("absent", ()):
        if name in libraries:
            yield Hole(name, libraries[name], "must be absent", ())


def run(folder: Path, lock: Path, exceptions: Path, today: date) -> Audit:
    """The audit of a lock by a copy of the advisories."""
    audit, libraries = Audit(), locked(lock)
    records = list(advisories(folder, audit))
    audit.looked_at = len(libraries)
    if records and today - audit.newest > FRESH:
        audit.faults.append(
            f"the copy ends on {audit.newest}, {(today - audit.newest).days} days ago, and knows nothing of what was "
            f"found since: take a new one, at most {FRESH.days} days old"
        )
    if not holes_in({KNOWN_HOLE[0]: KNOWN_HOLE[1]}, records, Audit()):
        audit.faults.append(f"the copy knows no hole in {' '.join(KNOWN_HOLE)}: it is no database of advisories")
    known = yaml.safe_load(exceptions.read_text("utf-8"))
    let_be = {one["advisory"]: one for one in known["exceptions"]}
    for advisory, one in let_be.items():
        if not one.get("reason") or not today - EXCEPTED_FOR <= one["since"] <= today:
            audit.faults.append(
                f"the exception for {advisory} has no reason, or is older than {EXCEPTED_FOR.days} days"
            )
    for hole in [*noted(libraries, known), *holes_in(libraries, records, audit)]:
        (audit.excepted if let_be.keys() & {hole.advisory, *hole.names} else audit.holes).append(hole)
    return audit


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    parser.add_argument("advisories", type=Path, help="a folder of OSV records")
    parser.add_argument("--lock", type=Path, default=ROOT / "uv.lock")
    parser.add_argument("--exceptions", type=Path, default=ROOT / "deploy" / "audit.yml")
    options = parser.parse_args()
    audit = run(options.advisories, options.lock, options.exceptions, date.today())
    for hole in audit.holes:
        print(f"{hole.library} {hole.version}: {hole.advisory} {' '.join(hole.names)}")
    for hole in audit.excepted:
        print(f"excepted: {hole.library} {hole.version}: {hole.advisory}")
    for fault in audit.faults:
        print(f"not proven: {fault}")
    known = f"{audit.looked_at} libraries against {audit.records} records up to {audit.newest}"
    print(f"{known}: {len(audit.holes)} holes, {'proven' if not audit.faults else 'not proven'}")
    return 1 if audit.holes else 0 if audit.passed else 2


if __name__ == "__main__":
    sys.exit(main())
