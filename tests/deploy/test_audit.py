"""The audit of the libraries: finds what is known, and fails whenever it proves nothing."""

import json
import subprocess
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from benchmarks.audit import ROOT, covers, locked, noted, run

TODAY = date(2026, 11, 25)
CONTROL = {
    "id": "PYSEC-2024-24",
    "modified": "2026-11-25T03:00:00Z",
    "aliases": ["CVE-2024-23334"],
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "aiohttp"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "1.0.5"}, {"fixed": "3.9.2"}]}],
        }
    ],
}
LOCK = """
[[package]]
name = "starlette"
version = "1.10.0"
source = { registry = "somewhere" }

[[package]]
name = "citizen-home"
version = "0.1.0"
source = { editable = "." }
"""


def hole_in(name: str, fixed: str) -> dict[str, object]:
    """An advisory for a library up to a version."""
    spans = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": fixed}]}]
    affected = [{"package": {"ecosystem": "PyPI", "name": name}, "ranges": spans}]
    return {"id": f"PYSEC-{name}", "modified": "2026-01-01T00:00:00Z", "aliases": ["CVE-1"], "affected": affected}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A lock of one library, no exceptions, a database with the known hole alone."""
    (tmp_path / "uv.lock").write_text(LOCK)
    (tmp_path / "audit.yml").write_text("exceptions: []\n")
    (tmp_path / "vulns").mkdir()
    (tmp_path / "vulns" / "control.yaml").write_text(yaml.safe_dump(CONTROL))
    return tmp_path


def audited(place: Path, today: date = TODAY) -> tuple[list[str], list[str]]:
    """Holes and faults."""
    found = run(place / "vulns", place / "uv.lock", place / "audit.yml", today)
    return [hole.advisory for hole in found.holes], found.faults


def test_what_is_not_concerned_passes(place: Path) -> None:
    (place / "vulns" / "old.yaml").write_text(yaml.safe_dump(hole_in("starlette", "1.0.1")))
    assert audited(place) == ([], [])


def test_a_hole_is_found_by_any_spelling_of_the_name(place: Path) -> None:
    (place / "vulns" / "new.yaml").write_text(yaml.safe_dump(hole_in("Starlette", "1.10.1")))
    assert audited(place) == (["PYSEC-Starlette"], [])


def test_a_withdrawn_advisory_is_none(place: Path) -> None:
    (place / "vulns" / "new.yaml").write_text(yaml.safe_dump({**hole_in("starlette", "2"), "withdrawn": "2026-01-01"}))
    assert audited(place) == ([], [])


@pytest.mark.parametrize(("since", "faults"), [(date(2026, 9, 1), 0), (date(2026, 8, 1), 1), (date(2027, 1, 1), 1)])
def test_an_exception_holds_for_ninety_days(place: Path, since: date, faults: int) -> None:
    (place / "vulns" / "new.yaml").write_text(yaml.safe_dump(hole_in("starlette", "2")))
    one = {"advisory": "CVE-1", "since": since, "reason": "never started"}
    (place / "audit.yml").write_text(yaml.safe_dump({"exceptions": [one]}))
    holes, found = audited(place)
    assert holes == [] and len(found) == faults


def test_a_copy_is_as_old_as_its_newest_record(place: Path) -> None:
    """An old copy proves nothing, on whatever day it was fetched."""
    assert audited(place, date(2026, 12, 2)) == ([], [])
    assert "ends on 2026-11-25, 8 days ago" in audited(place, date(2026, 12, 3))[1][0]


def test_what_was_found_and_what_is_not_proven_end_otherwise(place: Path) -> None:
    """0: proven; 1: a hole; 2: nothing found, nothing proven."""

    def ends() -> int:
        asked = [place / "vulns", "--lock", place / "uv.lock", "--exceptions", place / "audit.yml"]
        return subprocess.run([sys.executable, "-m", "benchmarks.audit", *asked], cwd=ROOT, check=False).returncode

    def changed(day: date) -> None:
        (place / "vulns" / "control.yaml").write_text(yaml.safe_dump({**CONTROL, "modified": f"{day}T00:00:00Z"}))

    changed(date.today())
    assert ends() == 0
    changed(date.today() - timedelta(days=30))
    assert ends() == 2
    (place / "vulns" / "new.yaml").write_text(yaml.safe_dump(hole_in("starlette", "2")))
    assert ends() == 1


def test_the_bill_of_materials_names_every_library_that_is_installed() -> None:
    """The documented command: CycloneDX, with a package address and the hashes of each library."""
    command = next(
        line for line in (ROOT / "docs" / "operation.md").read_text("utf-8").splitlines() if "cyclonedx" in line
    )
    asked = [word for word in command.partition("#")[0].split() if word not in ("-o", "citizen-home.cdx.json")]
    made = subprocess.run([*asked, "--offline", "-q"], cwd=ROOT, capture_output=True, check=True).stdout
    bill = json.loads(made)
    named = {(one["name"], one["version"]) for one in bill["components"]}
    packages = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
    of_development = {"pytest", "hypothesis", "ruff", "mypy", "pgserver", "schemathesis"}
    assert bill["bomFormat"] == "CycloneDX"
    assert {("rasa", "3.6.21")} < named <= {(one["name"], one["version"]) for one in packages}
    assert not of_development & {name for name, _ in named}
    for one in bill["components"]:
        assert one["purl"].startswith(f"pkg:pypi/{one['name']}@")
        assert any(file["hashes"][0]["alg"] == "SHA-256" for file in one["externalReferences"]), one["name"]


def test_an_empty_copy_proves_nothing(place: Path) -> None:
    (place / "vulns" / "control.yaml").unlink()
    assert "no database" in audited(place)[1][0]


@pytest.mark.parametrize("text", ["{", "a: [", "just words"])
def test_a_record_that_cannot_be_read_proves_nothing(place: Path, text: str) -> None:
    (place / "vulns" / "broken.yaml").write_text(text)
    assert "can't be read" in audited(place)[1][0]


def test_a_version_that_cannot_be_compared_proves_nothing(place: Path) -> None:
    (place / "vulns" / "odd.yaml").write_text(yaml.safe_dump(hole_in("starlette", "not a version")))
    assert "can't be compared" in audited(place)[1][0]


@pytest.mark.parametrize(
    ("version", "covered"), [("1.0.4", False), ("1.0.5", True), ("3.9.1", True), ("3.9.2", False), ("3.14.5", False)]
)
def test_ranges_are_those_of_the_record(version: str, covered: bool) -> None:
    assert covers(CONTROL["affected"][0], version) is covered  # type: ignore[arg-type]


def test_the_whole_lock_is_looked_at() -> None:
    """Every library that is installed here stands in the lock that is audited."""
    libraries = locked(ROOT / "uv.lock")
    assert len(libraries) > 150
    assert {"rasa", "starlette", "redis", "psycopg", "prometheus-client"} <= libraries.keys()
    assert "citizen-home" not in libraries


def test_what_is_noted_of_newer_holes_counts_whatever_the_copy_knows(place: Path) -> None:
    """A version before a fix, a hole that nobody has fixed yet, a library that must be absent."""
    known = {
        "exceptions": [],
        "fixed": [
            {"library": "starlette", "version": "1.11.0", "advisory": "CVE-2"},
            {"library": "starlette", "version": "1.10.0", "advisory": "CVE-3"},
            {"library": "starlette", "version": "none yet", "advisory": "CVE-4"},
            {"library": "flask", "version": "none yet", "advisory": "CVE-5"},
        ],
        "absent": ["starlette", "keras"],
    }
    (place / "audit.yml").write_text(yaml.safe_dump(known))
    assert audited(place) == (["CVE-2", "CVE-4", "must be absent"], [])


def test_the_lock_has_none_of_the_holes_that_are_noted() -> None:
    known = yaml.safe_load((ROOT / "deploy" / "audit.yml").read_text("utf-8"))
    excepted = {one["advisory"] for one in known["exceptions"]}
    assert [hole for hole in noted(locked(ROOT / "uv.lock"), known) if hole.advisory not in excepted] == []
    assert len(known["fixed"]) >= 10


def test_the_exceptions_in_force_are_well_formed() -> None:
    written = yaml.safe_load((ROOT / "deploy" / "audit.yml").read_text("utf-8"))["exceptions"]
    assert all(isinstance(one["since"], date) and len(one["reason"]) > 10 for one in written)
