"""HSDS 3: the export holds against the schema, and comes back whole."""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import jsonschema
import published
import pytest
from exchange_tables import content, files_of

from catalog import Catalog, load_catalog
from catalog.spreadsheet.importing import import_draft
from catalog.standards import hsds
from catalog.standards.leaves import grown, leaves

Edited = Callable[[Callable[[dict[str, Any]], None]], Path]


@pytest.fixture(scope="module")
def exported_services(records: Catalog) -> dict[str, Any]:
    """The export."""
    return json.loads(json.dumps(hsds.document(records)))


def test_every_service_holds_against_the_published_schema(exported_services: dict[str, Any]) -> None:
    if not published.HSDS.is_here():
        pytest.skip("the published schema is not here: uv run python tests/catalog_exchange/published.py")
    schema = json.loads(published.HSDS.path.read_bytes())
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    faults = [error.message for node in exported_services["contents"] for error in checker.iter_errors(node)]
    assert faults == []
    planted = copy.deepcopy(exported_services["contents"][0])
    planted["status"], planted["id"] = "open", 7
    assert len(list(checker.iter_errors(planted))) == 2


def test_what_the_standard_requires_is_there(exported_services: dict[str, Any], records: Catalog) -> None:
    page, services = exported_services, exported_services["contents"]
    assert page["total_items"] == page["size"] == len(services) == len(records.transactions)
    identifiers = [UUID(node["id"]) for node in services]
    assert len(set(identifiers)) == len(identifiers)
    for node, record in zip(services, records.transactions.values(), strict=True):
        assert (node["name"], node["status"]) == (record.name.en, "active")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", node["assured_date"])
        assert [phone["number"] for phone in node["phones"]] == list(records.phones_of(record))
        assert [paper["document"] for paper in node["required_documents"]] == [m.name.en for m in record.materials]
        assert node["organization"]["name"] and node["organization"]["description"]
        parts = [node["organization"], *node["phones"], *node["attributes"], *node["required_documents"]]
        assert all(UUID(part["id"]) for part in parts)


def test_identifiers_stay_the_same_between_exports(exported_services: dict[str, Any], records: Catalog) -> None:
    assert json.loads(json.dumps(hsds.document(records))) == exported_services


def test_the_export_comes_back_whole(
    exported_services: dict[str, Any], records: Catalog, root: Path, tmp_path: Path
) -> None:
    path = tmp_path / "services.json"
    path.write_text(json.dumps(exported_services), encoding="utf-8")
    for file in (root / "transactions").glob("*.yml"):
        file.write_text("transactions: []\n", encoding="utf-8")
    outcome = import_draft(hsds.draft_of(path, records), root)
    assert [str(fault) for fault in outcome.faults] == []
    assert content(load_catalog(root)) == content(records)


def test_every_record_survives_its_leaves(records: Catalog) -> None:
    for record in records.transactions.values():
        assert type(record).model_validate(grown(leaves(record))) == record


@pytest.fixture
def edited(exported_services: dict[str, Any], tmp_path: Path) -> Edited:
    """Writes the export after an edit of the service of passport_renewal."""

    def write(edit: Callable[[dict[str, Any]], None]) -> Path:
        document = copy.deepcopy(exported_services)
        edit(next(node for node in document["contents"] if node["name"] == "Ordinary passport renewal on expiry"))
        path = tmp_path / "edited.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return path

    return write


def test_an_edit_in_the_standard_s_own_fields_arrives(edited: Edited, records: Catalog, root: Path) -> None:
    def edit(node: dict[str, Any]) -> None:
        node["cost_options"][0]["amount"] = 140.5
        node["assured_date"] = "2026-12-24"

    outcome = import_draft(hsds.draft_of(edited(edit), records), root)
    assert ([str(fault) for fault in outcome.faults], outcome.files) == ([], ("transactions/exit_entry.yml",))
    changed = load_catalog(root).transactions["passport_renewal"]
    assert (str(changed.fee.amount), changed.checked_on.isoformat()) == ("140.5", "2026-12-24")
    assert "amount: 140.5\n" in (root / "transactions" / "exit_entry.yml").read_text(encoding="utf-8")


def test_a_fault_is_named_by_service_and_field_and_changes_nothing(
    edited: Edited, records: Catalog, root: Path
) -> None:
    before = files_of(root)

    def edit(node: dict[str, Any]) -> None:
        node["assured_date"] = "soon"
        node["eligibility_description"] = "For 3 kinds of people."

    outcome = import_draft(hsds.draft_of(edited(edit), records), root)
    position = list(records.transactions).index("passport_renewal") + 1
    said = [str(fault) for fault in outcome.faults]
    assert [text.split(":")[0] for text in said] == [
        f"service {position} (passport_renewal), field checked_on",
        f"service {position} (passport_renewal), field eligibility",
    ]
    assert files_of(root) == before


@pytest.mark.parametrize(
    "written",
    ["{", "[]]", '{"contents": [1]}', '{"contents": 5}', '[{"name": ""}]', '[{"name": "x", "attributes": [3]}]'],
)
def test_a_file_that_is_not_of_the_form_is_a_fault(written: str, records: Catalog, tmp_path: Path, root: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text(written, encoding="utf-8")
    before = files_of(root)
    assert import_draft(hsds.draft_of(path, records), root).faults
    assert files_of(root) == before


def test_a_service_from_elsewhere_is_told_what_it_lacks(records: Catalog, tmp_path: Path, root: Path) -> None:
    path = tmp_path / "foreign.json"
    foreign = {"id": "1", "name": "Community Counselling", "status": "active", "description": "Someone to talk to."}
    foreign["organization"] = {"id": "2", "name": records.departments["reception"].name.en, "description": "-"}
    path.write_text(json.dumps(foreign), encoding="utf-8")
    said = [str(fault) for fault in import_draft(hsds.draft_of(path, records), root).faults]
    assert "service 1 (community_counselling), field name.zh: is missing" in said
    assert not [text for text in said if "field department" in text]
