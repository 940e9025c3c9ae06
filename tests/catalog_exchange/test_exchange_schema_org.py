"""schema.org: one GovernmentService a transaction, fit to stand inside a page."""

import json
from html.parser import HTMLParser
from typing import Any

import pytest

from catalog import Bilingual, Catalog
from catalog.standards import schema_org


def strings(value: Any) -> list[str]:
    """All texts inside a document."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in strings(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in strings(inner)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_s_document_is_in_its_language_and_says_the_facts(language: Any, records: Catalog) -> None:
    other = "en" if language == "zh" else "zh"
    for record in records.transactions.values():
        node = schema_org.government_service(records, record, language, f"https://center.example/{record.id}")
        said = strings(node)
        assert node["@context"] == "https://schema.org"
        assert node["@type"] == "GovernmentService"
        assert node["name"] == record.name.in_(language)
        assert node["url"] == f"https://center.example/{record.id}"
        assert [step["text"] for step in node["subjectOf"]["step"]] == [s.in_(language) for s in record.steps]
        assert [item["name"] for item in node["subjectOf"]["supply"]] == [
            m.name.in_(language) for m in record.materials
        ]
        offers = node["offers"] if record.fee.periods else [node["offers"]]
        costs = record.fee.periods or (record.fee,)
        assert [offer.get("price") for offer in offers] == [None if c.amount is None else str(c.amount) for c in costs]
        assert [o["validFrom"] for o in offers if "validFrom" in o] == [
            period.valid_from.isoformat() for period in record.fee.periods
        ]
        phones = [point["telephone"] for point in node["availableChannel"][0]["servicePhone"]]
        assert phones == list(records.phones_of(record))
        assert record.summary.in_(other) not in said
        assert node["subjectOf"]["dateModified"] == record.checked_on.isoformat()


def test_the_whole_catalog_carries_both_languages(records: Catalog) -> None:
    document = schema_org.document(records)
    assert [node["identifier"] for node in document["@graph"]] == list(records.transactions)
    first = next(iter(records.transactions.values()))
    assert document["@graph"][0]["name"] == [
        {"@language": "zh-CN", "@value": first.name.zh},
        {"@language": "en", "@value": first.name.en},
    ]
    assert not [key for node in document["@graph"] for key in node if key == "@context"]


class Scripts(HTMLParser):
    """The contents of the script elements of a page, and the names of all other elements."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.others = "", []
        self._open = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._open = tag == "script"
        if tag != "script":
            self.others.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.inside += data


def test_nothing_in_a_record_ends_the_script_element(records: Catalog) -> None:
    first = next(iter(records.transactions.values()))
    hostile = first.model_copy(
        update={"summary": Bilingual(zh="</script><img src=x>坏", en="<!-- <script> & </SCRIPT ><b>")}
    )
    node = schema_org.government_service(records, hostile)
    page = Scripts()
    page.feed(f'<script type="application/ld+json">{schema_org.embeddable(node)}</script>')
    page.close()
    assert page.others == []
    assert json.loads(page.inside) == json.loads(json.dumps(node))
